import { expect } from 'chai';
import type { StackOperation } from '../../../processor/model/operation.ts';
import type { WorkloadStatus } from '../../../processor/model/workload-status.ts';
import { listStatus } from '../../../processor/plan/list-status.ts';
import { renderHistoryJson } from '../../../processor/render/history-json.ts';
import { renderHistoryText } from '../../../processor/render/history-text.ts';
import { renderStatusJson } from '../../../processor/render/status-json.ts';
import { renderStatusText } from '../../../processor/render/status-text.ts';
import { smallTemplate } from '../../helpers/small-template.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { COMMIT, world } from '../../helpers/world.ts';

function statusOf(): readonly WorkloadStatus[] {
  const one = world()
    .has(realtime(), { outputs: { EndpointName: 'churn', MlopsFingerprint: 'f' } })
    .has(training(), { status: 'UPDATE_ROLLBACK_FAILED' })
    .has(realtime('foreign'), { tags: {} });
  const { settings, stages } = one.input();
  const [facts] = stages;
  if (facts === undefined) throw new Error('no stage');
  const origin = {
    fingerprint: 'f',
    configPath: 'churn/mlops-config.json',
    codeDigest: 'c',
    commit: COMMIT,
    dependsOn: [],
  };
  const templates = new Map([[realtime().stackName, smallTemplate(realtime(), origin)]]);
  return listStatus({ settings, stage: facts.stage, target: 'local', deployed: facts.deployed, templates });
}

const OPERATIONS: readonly StackOperation[] = [
  {
    stackName: 'mlops-pipeline-churn',
    kind: 'update',
    token: 't2',
    commit: '0a1b2c3d4e5f',
    startedAt: '2026-03-02T09:30:00Z',
    finishedAt: '2026-03-02T09:31:00Z',
    status: 'UPDATE_ROLLBACK_COMPLETE',
    reason: 'no model\u001b[2J there',
  },
  {
    stackName: 'mlops-pipeline-churn',
    kind: 'create',
    token: 't1',
    startedAt: '2026-03-01T08:00:00Z',
    status: 'CREATE_COMPLETE',
  },
];

describe('status', () => {
  it('lists what is ours with commit, state and outputs', () => {
    expect(renderStatusText(statusOf(), { color: false, verbose: true })).to.equal(
      [
        'Stage dev · local target, nothing runs on AWS',
        '  churn · realtime inference · CREATE_COMPLETE · 0a1b2c3d4e5f · 2026-03-01T08:00:00Z',
        '      mlops-pipeline-churn-byompipelinerealtimebuiltin · churn/mlops-config.json',
        '      EndpointName churn',
        '  churn · training · UPDATE_ROLLBACK_FAILED · work tree · 2026-03-01T08:00:00Z',
        '      mlops-pipeline-churn-modeltraining',
        '',
        '2 deployed, 1 of them not in a stable state',
        '',
      ].join('\n'),
    );
  });

  it('lists each workload under its own stage, and says where nothing runs on AWS', () => {
    const [one, other] = statusOf();
    if (one === undefined || other === undefined) throw new Error('two workloads are needed');
    const inProd = { ...other, stage: 'prod', target: 'aws', statusReason: 'no `role`', updatedAt: undefined } as const;

    expect(renderStatusText([one, inProd], { color: false, verbose: false })).to.equal(
      [
        'Stage dev · local target, nothing runs on AWS',
        '  churn · realtime inference · CREATE_COMPLETE · 0a1b2c3d4e5f · 2026-03-01T08:00:00Z',
        '      mlops-pipeline-churn-byompipelinerealtimebuiltin · churn/mlops-config.json',
        '      EndpointName churn',
        '',
        'Stage prod',
        '  churn · training · UPDATE_ROLLBACK_FAILED · work tree',
        '      mlops-pipeline-churn-modeltraining',
        '      no `role`',
        '',
        '2 deployed, 1 of them not in a stable state',
        '',
      ].join('\n'),
    );
  });

  it('takes for stable what is back at its last good state', () => {
    const [one] = statusOf();
    if (one === undefined) throw new Error('no workload');
    for (const status of ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'] as const) {
      expect(renderStatusText([{ ...one, status }], { color: false, verbose: false })).to.match(/\n1 deployed\n$/);
    }
  });

  it('shows the two outputs by which a workload is known, or all that are asked for', () => {
    const [one] = statusOf() as readonly [WorkloadStatus];
    function linesOf(outputs: Readonly<Record<string, string>>, verbose: boolean) {
      return renderStatusText([{ ...one, outputs }], { color: false, verbose }).match(/(?<=^ {6})[A-Z].*/gm);
    }
    const all = { ApiUrl: 'a', OutputLocation: 'o', JobName: 'j', EndpointName: 'e', MlopsFingerprint: 'f' };

    expect(linesOf(all, false)).to.deep.equal(['EndpointName e', 'JobName j']);
    expect(linesOf(all, true)).to.deep.equal(['ApiUrl a', 'OutputLocation o', 'JobName j', 'EndpointName e']);
    expect(linesOf({ A: '1', B: '2', C: '3' }, false)).to.deep.equal(['A 1', 'B 2']);
  });

  it('does not count as deployed what never came up', () => {
    const [one] = statusOf();
    if (one === undefined) throw new Error('no workload');
    for (const status of ['CREATE_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE'] as const) {
      const workloads = [one, { ...one, status }, { ...one, status: 'UPDATE_FAILED' }] as const;
      const said = renderStatusText(workloads, { color: false, verbose: false });
      expect(said).to.match(/\n\n2 deployed, 1 of them not in a stable state, 1 never came up\n$/);
    }
  });

  it('names the stacks without being asked: other commands take them', () => {
    expect(renderStatusText(statusOf(), { color: false, verbose: false })).to.include(
      '      mlops-pipeline-churn-byompipelinerealtimebuiltin · churn/mlops-config.json\n',
    );
  });

  it('says so when there is nothing', () => {
    expect(renderStatusText([], { color: false, verbose: false, onlyStages: ['dev', 'prod'] })).to.equal(
      'nothing is deployed from this repository in `dev`, `prod`\n',
    );
    expect(renderStatusText([], { color: false, verbose: false })).to.equal(
      'nothing is deployed from this repository\n',
    );
    expect(JSON.parse(renderStatusJson([]))).to.eql({ workloads: [] });
  });

  it('prints the same as JSON', () => {
    expect(JSON.parse(renderStatusJson(statusOf())))
      .to.have.nested.property('workloads[0].outputs')
      .that.eql({ EndpointName: 'churn' });
  });
});

describe('history', () => {
  it('names the stages where they differ, as the same stack has one name in each', () => {
    const [newer, older] = OPERATIONS;
    if (newer === undefined || older === undefined) throw new Error('two operations are needed');
    const placed = [
      { ...newer, stages: ['prod'] },
      { ...older, stages: ['dev', 'test'] },
    ];
    const lines = renderHistoryText(placed, { color: false }).split('\n');

    expect(lines[0]).to.match(/^2026-03-02T09:30:00Z {2}prod {7}update {2}0a1b2c3d4e5f {2}mlops-pipeline-churn/);
    expect(lines[2]).to.match(/^2026-03-01T08:00:00Z {2}dev, test {2}create {2}- {11} {2}mlops-pipeline-churn/);
    expect(renderHistoryText([{ ...newer, stages: ['prod'] }], { color: false })).to.not.include('prod');
    expect(JSON.parse(renderHistoryJson(placed)))
      .to.have.nested.property('operations[1].stages')
      .that.eql(['dev', 'test']);
  });

  // Red, yellow, green: the numbers of terminals.
  for (const [kind, status, color] of [
    ['create', 'CREATE_COMPLETE', 32],
    ['delete', 'DELETE_COMPLETE', 32],
    ['update', 'UPDATE_IN_PROGRESS', 33],
    ['update', 'UPDATE_ROLLBACK_COMPLETE', 31],
    ['delete', 'DELETE_FAILED', 31],
    ['create', 'ROLLBACK_COMPLETE', 31],
  ] as const) {
    it(`paints the status of an operation (${kind}, ${status}) in colour ${color}`, () => {
      const [operation] = OPERATIONS;
      if (operation === undefined) throw new Error('no operation');
      const text = renderHistoryText([{ ...operation, kind, status }], { color: true });
      expect(text).to.match(new RegExp(`\\u001b\\[${color}m${status}`));
    });
  }

  it('lists operations with their commit and how they ended', () => {
    expect(renderHistoryText(OPERATIONS, { color: false })).to.equal(
      [
        '2026-03-02T09:30:00Z  update  0a1b2c3d4e5f  mlops-pipeline-churn  UPDATE_ROLLBACK_COMPLETE',
        '    no model\\u{1B}[2J there',
        '2026-03-01T08:00:00Z  create  -             mlops-pipeline-churn  CREATE_COMPLETE',
        '',
      ].join('\n'),
    );
  });

  it('says so when there is nothing', () => {
    expect(renderHistoryText([], { color: false })).to.equal('nothing was deployed yet\n');
  });

  it('prints the same as JSON', () => {
    expect(JSON.parse(renderHistoryJson(OPERATIONS))).to.have.nested.property(
      'operations[0].status',
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });
});
