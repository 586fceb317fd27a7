import { arnOf, nameOf, type StackEnvironment } from './local-identifiers.ts';
import type { LocalResource } from './stack-record.ts';

/** What references in a template are looked up in. */
export interface Scope {
  readonly environment: StackEnvironment;
  readonly resources: Readonly<Record<string, LocalResource>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Replaces intrinsic functions by plausible values. What only a cloud could know (the attribute that a custom resource
 * returns, an import) becomes `local-placeholder:<what>`, so that nobody takes it for real.
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isIntrinsic(only[0])) return evaluate(only[0], only[1], scope);
  return Object.fromEntries(entries.map(([key, child]) => [key, resolveValue(child, scope)]));
}

/** As {@link resolveValue}, as text. */
export function resolveText(value: unknown, scope: Scope): string {
  const resolved = resolveValue(value, scope);
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

function evaluate(name: string, argument: unknown, scope: Scope): unknown {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Ref':
      return refer(String(argument), scope);
    case 'Fn::GetAtt': {
      const [id = '', ...attribute] = list.length > 1 ? list.map(String) : String(argument).split('.');
      return attributeOf(id, attribute.join('.'), scope);
    }
    case 'Fn::Sub':
      return substitute(list, scope);
    case 'Fn::Join': {
      const parts = resolveValue(list[1], scope);
      return Array.isArray(parts) ? parts.map((part) => asText(part)).join(String(list[0])) : placeholder(name);
    }
    case 'Fn::Split':
      return resolveText(list[1], scope).split(String(list[0]));
    case 'Fn::Select': {
      const parts = resolveValue(list[1], scope);
      return Array.isArray(parts) ? (parts as unknown[])[Number(list[0])] : placeholder(name);
    }
    case 'Fn::Base64':
      return Buffer.from(resolveText(argument, scope)).toString('base64');
    default:
      return placeholder(name);
  }
}

function refer(name: string, { environment, resources, parameters }: Scope): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return environment.account;
    case 'AWS::Region':
      return environment.region;
    case 'AWS::StackName':
      return environment.stackName;
    case 'AWS::StackId':
      return environment.stackId;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    default:
      return resources[name]?.physicalId ?? parameters[name] ?? placeholder(name);
  }
}

function attributeOf(id: string, attribute: string, { environment, resources }: Scope): string {
  const resource = resources[id];
  if (resource === undefined) return placeholder(`${id}.${attribute}`);
  if (attribute.endsWith('Arn')) return arnOf(resource.type, resource.physicalId, environment);
  if (attribute.endsWith('Name')) return nameOf(resource.physicalId);
  if (attribute === 'QueueUrl') return resource.physicalId;
  return placeholder(`${id}.${attribute}`);
}

function substitute([template, variables]: readonly unknown[], scope: Scope): string {
  const own = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
  return String(template).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const key = name.trim();
    if (Object.hasOwn(own, key)) return resolveText(own[key], scope);
    const dot = key.indexOf('.');
    if (dot === -1) return asText(refer(key, scope));
    return attributeOf(key.slice(0, dot), key.slice(dot + 1), scope);
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function placeholder(what: string): string {
  return `local-placeholder:${what}`;
}
