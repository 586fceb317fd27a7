import type { StageEnvironment } from '../../../../pipelines/spec.ts';
import type { Template } from '../../../../pipelines/synthesize.ts';

/** A template as it stands when its resources exist: references are names and ARNs. */
export interface ResolvedTemplate {
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties: Json }>>;
  /** What a reference in the template means. */
  readonly resolve: (value: unknown) => unknown;
}

export type Json = Readonly<Record<string, unknown>>;

/** Puts in what CloudFormation would put in; fails at an intrinsic function or a type that it does not know. */
export function resolveTemplate(template: Template, environment: StageEnvironment): ResolvedTemplate {
  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [key, argument] = entries[0] ?? [];
    if (entries.length === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'))) {
      return intrinsic(key, argument);
    }
    return Object.fromEntries(entries.map(([name, member]) => [name, resolve(member)]));
  }

  function intrinsic(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return identityOf(String(argument)).ref;
      case 'Fn::GetAtt': {
        const [id, attribute] = argument as readonly [string, string];
        const { arn, ref } = identityOf(id);
        return attribute === 'Arn' ? arn : attribute.endsWith('Name') ? nameOf(ref) : `${ref}.${attribute}`;
      }
      case 'Fn::Join': {
        const [separator, parts] = argument as readonly [string, readonly unknown[]];
        return parts.map((part) => String(resolve(part))).join(separator);
      }
      case 'Fn::Select': {
        const [index, list] = argument as readonly [number, unknown];
        return (resolve(list) as readonly unknown[])[index];
      }
      case 'Fn::Split': {
        const [separator, text] = argument as readonly [string, unknown];
        return String(resolve(text)).split(separator);
      }
      default:
        throw new Error(`no test knows what ${name} becomes`);
    }
  }

  function identityOf(id: string): { readonly ref: string; readonly arn: string } {
    const type = template.Resources[id]?.Type;
    if (type === undefined) throw new Error(`no test knows what ${id} becomes`);
    const { region, account } = environment;
    const fixed = template.Resources[id]?.Properties?.['EndpointName'];
    const name = typeof fixed === 'string' ? fixed : id.toLowerCase();
    const [service, resource, isRefArn] = ARN_PARTS[type] ?? [];
    if (service === undefined || resource === undefined) return { ref: name, arn: `no ARN of ${id} is known` };
    const place = service === 'iam' ? `:${account}` : `${region}:${account}`;
    const arn = `arn:aws:${service}:${place}:${resource}${name}${type === 'AWS::Logs::LogGroup' ? ':*' : ''}`;
    return { ref: isRefArn === true ? arn : name, arn };
  }

  return {
    resolve,
    resources: Object.fromEntries(
      Object.entries(template.Resources).map(([id, { Type, Properties }]) => {
        return [id, { type: Type, properties: resolve(Properties ?? {}) as Json }];
      }),
    ),
  };
}

/** Service, the resource part before the name, and whether `Ref` is the ARN (CloudFormation's resource reference). */
const ARN_PARTS: Readonly<Record<string, readonly [service: string, resource: string, isRefArn?: boolean]>> = {
  'AWS::IAM::Role': ['iam', 'role/'],
  'AWS::Lambda::Function': ['lambda', 'function:'],
  'AWS::Logs::LogGroup': ['logs', 'log-group:'],
  'AWS::SNS::Topic': ['sns', '', true],
  'AWS::StepFunctions::StateMachine': ['states', 'stateMachine:', true],
  'AWS::SageMaker::Endpoint': ['sagemaker', 'endpoint/', true],
  'AWS::CodeBuild::Project': ['codebuild', 'project/'],
};

function nameOf(ref: string): string {
  return ref.replace(/^arn:.*[/:]/, '');
}
