import type { Plan } from '../../processor/model/plan.ts';
import { autopilot, batch, imageBuilder, monitor, realtime, training, tuner } from './specs.ts';
import { world } from './world.ts';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** Properties of a role that SageMaker assumes: reads a model, captures into a bucket, and what else is named. */
export function roleOf(
  places: { readonly model: string; readonly capture: string },
  more: readonly Readonly<Record<string, unknown>>[] = [],
): Readonly<Record<string, unknown>> {
  const Statement = [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn(places.model) },
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: arn(places.capture) },
    ...more,
  ];
  return {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } }],
    },
    Policies: [{ PolicyName: 'Work', PolicyDocument: { Statement } }],
  };
}

function arn(name: string): Readonly<Record<string, unknown>> {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', name]] };
}

/** Plans that the golden files of the renderers show, by name. */
export const SCENARIOS: Readonly<Record<string, () => Plan>> = {
  'nothing-deployed': () =>
    world()
      .wants(training('churn'))
      .wants(tuner('churn'))
      .wants(autopilot('churn'))
      .wants(imageBuilder('v1'))
      .wants(batch('churn', { schedule_expression: 'cron(0 6 * * ? *)' }))
      .wants(realtime('churn'))
      .wants(monitor('churn'), { waitsFor: [{ stackName: realtime('churn').stackName, because: 'endpoint' }] })
      .guarded(),

  'waiting-for-blocked': () =>
    world()
      .has(realtime('churn'), { tags: {} })
      .wants(realtime('churn'))
      .wants(monitor('churn'), { waitsFor: [{ stackName: realtime('churn').stackName, because: 'endpoint' }] })
      .wants(training('price'))
      .guarded(),

  'waiting-for-prune': () =>
    world()
      .stage('dev')
      .keeps(training('price'))
      .has(realtime('old', { endpoint_name: 'live' }))
      .wants(realtime('new', { endpoint_name: 'live' }))
      .wants(monitor('new', { endpoint_name: 'live' }), {
        waitsFor: [{ stackName: realtime('new').stackName, because: 'endpoint' }],
      })
      .stage('prod', { account: '222222222222' })
      .wants(realtime('new', { endpoint_name: 'live' }))
      .guarded(),

  'nothing-to-do': () => world().keeps(realtime('churn')).keeps(training('fraud')).guarded(),

  'every-action': () =>
    world()
      .stage('dev')
      .has(realtime('churn'))
      .wants(realtime('churn', { inference_instance: 'ml.m5.xlarge', instance_count: 2, tags: { team: 'risk' } }))
      .has(realtime('fraud'))
      .wants(realtime('fraud', { endpoint_name: 'fraud-v2' }))
      .has(training('price'))
      .wants(training('price', { algo_hyperparameters: { eta: 0.1, num_round: 200 }, use_spot_instances: false }))
      .wants(training('basket'))
      .has(monitor('old', { endpoint_name: 'old' }), {
        waitsFor: [{ stackName: realtime('old').stackName, because: 'endpoint' }],
      })
      .has(realtime('old'))
      .keeps(batch('churn'))
      .stage('prod', { account: '222222222222', protected: true })
      .keeps(realtime('churn'))
      .has(realtime('old'))
      .guarded(),

  'in-the-way': () =>
    world()
      .has(realtime('rolled-back'), { status: 'ROLLBACK_COMPLETE', outputs: {} })
      .wants(realtime('rolled-back'))
      .has(training('busy'), { status: 'UPDATE_IN_PROGRESS' })
      .wants(training('busy', { instance_count: 2 }))
      .has(training('stuck'), { status: 'UPDATE_ROLLBACK_FAILED' })
      .wants(training('stuck'))
      .has(training('strange'), { status: 'DELETE_FAILED' })
      .wants(training('strange'))
      .has(training('foreign'), { tags: {}, outputs: {} })
      .wants(training('foreign'))
      .has(batch('kept'), { terminationProtection: true })
      .guarded({ prune: true }),

  'moved-rights': () =>
    world()
      .wants(training('basket'), { role: roleOf({ model: 'team-assets/*', capture: 'team-models/*' }) })
      .has(realtime('churn'), { role: roleOf({ model: 'team-assets/v1', capture: 'team-capture/*' }) })
      .wants(realtime('churn', { instance_count: 2 }), {
        role: roleOf({ model: 'team-assets/v2', capture: 'team-capture/*' }),
      })
      .has(realtime('fraud'), { role: roleOf({ model: 'team-assets/fraud/v1', capture: 'team-capture/fraud/*' }) })
      .wants(realtime('fraud', { instance_count: 2 }), {
        role: roleOf({ model: 'team-assets/fraud/v1', capture: 'team-capture/*' }, [
          { Effect: 'Allow', Action: PULL, Resource: '*', Condition: { Bool: { 'aws:`x`|<b>': true } } },
          { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
          ...['a', 'b', 'c', 'd'].map((Action) => ({ Effect: 'Allow', Action: `s3:${Action}`, Resource: Action })),
        ]),
      })
      .guarded(),

  'hostile-values': () =>
    world()
      .has(training('churn', { environment: { DB_PASSWORD: 'hunter2', NOTE: 'fine' } }))
      .wants(
        training('churn', {
          environment: {
            DB_PASSWORD: 'hunter3',
            NOTE: '`](http://x) | @everyone <img src=x> Fixes #1\u202Egpj.exe\u001b[2J',
          },
        }),
        { configPath: 'models/<b>x</b>/mlops-config.json' },
      )
      .guarded(),
};
