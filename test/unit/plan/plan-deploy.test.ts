import { expect } from 'chai';
import type { Change } from '../../../processor/model/plan.ts';
import type { StackTemplate } from '../../../processor/model/stack.ts';
import { monitor, realtime, training } from '../../helpers/specs.ts';
import { world, type World } from '../../helpers/world.ts';

function onlyChange(one: World, change: Parameters<World['plan']>[0] = {}): Change {
  const [first, ...rest] = one.plan(change).stages.flatMap(({ changes }) => changes);
  if (first === undefined || rest.length > 0) throw new Error('not one change');
  return first;
}

describe('the change that deploys a workload', () => {
  const larger = realtime('churn', { instance_count: 2 });

  it('tells nothing of a stack that is not ours but why it is left alone', () => {
    const foreign = onlyChange(world().has(realtime(), { tags: {} }).wants(larger));

    expect(foreign).to.deep.include({
      stack: larger.stackName,
      action: 'create',
      reasons: ['new workload'],
      sideEffects: [],
      config: [],
      resources: [],
    });
    expect(foreign.blocked?.guard).to.equal('foreign-stack');
  });

  it('updates a stack that is protected from termination: only what deletes it first is refused', () => {
    const kept = { terminationProtection: true } as const;

    expect(onlyChange(world().has(realtime(), kept).wants(larger))).to.include({
      action: 'update',
      blocked: undefined,
    });
    const failed = onlyChange(
      world()
        .has(realtime(), { ...kept, status: 'ROLLBACK_COMPLETE' })
        .wants(larger),
    );
    expect(failed.blocked).to.deep.equal({
      guard: 'termination-protection',
      reason: 'the failed stack would be deleted first, but termination protection is on; switch it off',
    });
  });

  it('says what a person must do first for a stack in a state that cannot be deployed from', () => {
    const blocks = (['DELETE_FAILED', 'IMPORT_ROLLBACK_FAILED'] as const).map(
      (status) => onlyChange(world().has(realtime(), { status }).wants(larger)).blocked,
    );

    expect(blocks).to.deep.equal([
      {
        guard: 'stack-status',
        reason: `its status is DELETE_FAILED; delete it first: mlops destroy ${larger.stackName}`,
      },
      {
        guard: 'stack-status',
        reason: 'its status is IMPORT_ROLLBACK_FAILED; bring it into a stable state first',
      },
    ]);
  });

  it('says what is done about what an earlier run left behind, and then why the content changes', () => {
    const changed = 'config changed: 1 attribute';
    const reasons = {
      REVIEW_IN_PROGRESS: ['an earlier run ended before it created the stack'],
      UPDATE_FAILED: ['the last update failed (UPDATE_FAILED): it is rolled back first', changed],
      UPDATE_ROLLBACK_FAILED: ['a rollback got stuck (UPDATE_ROLLBACK_FAILED): it is continued first', changed],
      DELETE_IN_PROGRESS: [
        'an operation is running on the stack (DELETE_IN_PROGRESS): apply waits for its end',
        'then it is created anew',
      ],
    } as const;
    for (const [status, said] of Object.entries(reasons)) {
      const left = world().has(realtime(), { status: status as keyof typeof reasons });
      expect(onlyChange(left.wants(larger)).reasons, status).to.deep.equal(said);
    }
  });

  it('says that the fingerprint is another one where nothing else tells the two apart', () => {
    const outputs = { MlopsFingerprint: 'f'.repeat(64) };

    expect(onlyChange(world().has(realtime(), { outputs }).wants(realtime())).reasons).to.deep.equal([
      'the deployed fingerprint is another one',
    ]);
  });

  it('has no side effects where the content stays and only the stack is put right', () => {
    const repaired = onlyChange(world().has(realtime(), { status: 'UPDATE_ROLLBACK_FAILED' }).wants(realtime()));

    expect(repaired).to.deep.include({ action: 'update', sideEffects: [] });
    const anew = onlyChange(world().has(realtime(), { status: 'ROLLBACK_COMPLETE' }).wants(realtime()));
    expect(anew.sideEffects).not.to.deep.equal([]);
  });

  it('knows of no resources where one of the templates is not at hand', () => {
    const { stages, ...input } = world().has(realtime()).wants(larger).input();
    const unread = stages.map((stage) => ({ ...stage, deployedTemplates: new Map<string, StackTemplate>() }));
    const unmade = stages.map((stage) => ({
      ...stage,
      desired: stage.desired.map(({ workload, fingerprint }) => ({ workload, fingerprint })),
    }));
    for (const facts of [unread, unmade]) {
      expect(onlyChange(world(), { ...input, stages: facts })).to.deep.include({ action: 'update', resources: [] });
    }
  });

  it('replaces what loses an address that others call, and spreads tags that change beside another attribute', () => {
    const before = world().has(realtime()).wants(larger);
    const gone = { logicalId: 'Api', type: 'AWS::ApiGateway::RestApi', action: 'delete', replacement: 'no' } as const;
    for (const type of [
      'AWS::SageMaker::Endpoint',
      'AWS::SageMaker::MonitoringSchedule',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGatewayV2::Api',
    ]) {
      expect(onlyChange(before, { diffTemplates: () => [{ ...gone, type }] }).action, type).to.equal('replace');
    }
    expect(onlyChange(before, { diffTemplates: () => [{ ...gone, type: 'AWS::IAM::Role' }] }).action).to.equal(
      'update',
    );

    const both = { monitoring_output_location: 's3://team-assets/elsewhere', tags: { team: 'risk' } };
    function touched(change: object): readonly string[] {
      const one = world().has(monitor()).wants(monitor('churn', change));
      return onlyChange(one, { diffTemplates: () => [] }).resources.map(({ logicalId }) => logicalId);
    }
    expect(touched(both)).to.deep.equal(['JobDefinition', 'Schedule']);
    expect(touched({ ...both, tags: undefined })).to.deep.equal([]);
  });

  it('says of a job definition that new tags replace it, and of its schedule that it follows, each once', () => {
    const retagged = world()
      .has(monitor())
      .wants(monitor('churn', { tags: { team: 'risk' } }));
    const type = 'AWS::SageMaker::DataQualityJobDefinition';
    const known = { logicalId: 'JobDefinition', type, action: 'update', replacement: 'conditional' } as const;

    expect(onlyChange(retagged, { diffTemplates: () => [] }).resources).to.deep.equal([
      {
        ...known,
        replacement: 'yes',
        properties: ['Tags'],
        forcedBy: ['Tags'],
      },
      {
        logicalId: 'Schedule',
        type: 'AWS::SageMaker::MonitoringSchedule',
        action: 'update',
        replacement: 'no',
        properties: ['MonitoringScheduleConfig'],
        cascadedFrom: 'JobDefinition',
      },
    ]);
    expect(onlyChange(retagged, { diffTemplates: () => [known] }).resources).to.deep.equal([known]);
  });

  it('knows the job definitions of all four monitors, none of which can be tagged anew', () => {
    for (const kind of ['DataQuality', 'ModelQuality', 'ModelBias', 'ModelExplainability']) {
      const { stages, ...input } = world()
        .has(monitor())
        .wants(monitor('churn', { tags: { team: 'risk' } }))
        .input();
      const type = `AWS::SageMaker::${kind}JobDefinition`;
      const Resources = { One: { Type: type, Properties: {} } };
      const facts = stages.map((stage) => ({
        ...stage,
        desired: stage.desired.map((one) => ({ ...one, template: { ...one.template, Resources } })),
      }));
      const { resources } = onlyChange(world(), { ...input, stages: facts, diffTemplates: () => [] });
      expect(resources.map((one) => [one.type, one.replacement])).to.deep.equal([[type, 'yes']]);
    }
  });
});

describe('what a plan tells of a stage', () => {
  const roles = {
    roleArn: 'arn:aws:iam::111111111111:role/deploys',
    executionRoleArn: 'arn:aws:iam::111111111111:role/executes',
  };

  it('is its roles where they are used, which they are on AWS', () => {
    const one = world().stage('dev', roles).wants(training());

    expect(one.settings({ target: 'aws' }).plan().stages[0]).to.include(roles);
    expect(one.settings({ target: 'local' }).plan().stages[0]).to.not.have.any.keys('roleArn', 'executionRoleArn');
    const [bare] = world().settings({ target: 'aws' }).wants(training()).plan().stages;
    expect(bare).to.not.have.any.keys('roleArn', 'executionRoleArn');
  });

  it('is that it asks for approval, and nothing where it does not', () => {
    expect(world().stage('dev', { approval: true }).plan().stages[0]).to.have.property('approval', true);
    expect(world().stage('dev').plan().stages[0]).to.not.have.property('approval');
  });
});

describe('what a deletion waits for', () => {
  const watched = { endpoint_name: 'live' };
  const [holder, watcher] = [realtime('m', watched), monitor('z', watched)];

  it('is named by the alphabet, those that go and those that let go of it alike', () => {
    const early = monitor('a', watched);
    const one = world()
      .has(holder)
      .has(watcher)
      .has(early)
      .wants(monitor('a', { endpoint_name: 'other' }));
    const deletion = one.plan().stages[0]?.changes.find(({ stack }) => stack === holder.stackName);

    expect(deletion?.dependsOn).to.deep.equal([early.stackName, watcher.stackName]);
  });

  it('is what the deployed stacks said that they depend on, whatever their type, and nothing that stays as it is', () => {
    const onTraining = { waitsFor: [{ stackName: training().stackName, because: 'artifact' }] } as const;
    function waits(one: World): unknown {
      return one.plan().stages[0]?.changes.find(({ stack }) => stack === training().stackName)?.dependsOn;
    }

    expect(waits(world().has(training()).has(realtime(), onTraining))).to.deep.equal([realtime().stackName]);
    expect(waits(world().has(training()).keeps(realtime(), onTraining))).to.deep.equal([]);
  });

  it('is never what waits for it: a circle that was broken stays so', () => {
    const one = world()
      .has(holder, { waitsFor: [{ stackName: watcher.stackName, because: 'data' }] })
      .has(watcher)
      .keeps(training('kept'));
    const waits = one.plan().stages[0]?.changes.map(({ stack, dependsOn }) => [stack, dependsOn]);

    expect(waits)
      .to.deep.include([watcher.stackName, []])
      .and.to.deep.include([holder.stackName, [watcher.stackName]]);
  });
});
