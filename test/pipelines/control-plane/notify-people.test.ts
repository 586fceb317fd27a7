import { expect } from 'chai';
import fc from 'fast-check';
import type { CommitHost, Rejection } from '../../../pipelines/control-plane/lambda/commit-host.ts';
import { notifyPeople } from '../../../pipelines/control-plane/notify-people.lambda.ts';
import type { DeploymentEvent, EventOrigin } from '../../../processor/model/deployment-event.ts';
import { applyAborted, applyEnded, configRejected, planReady } from '../../../processor/render/deployment-events.ts';
import { applied, everyEnd } from '../../helpers/applied.ts';
import { batch, realtime, training } from '../../helpers/specs.ts';
import { COMMIT, world } from '../../helpers/world.ts';
import { HOSTILE, MIXED } from '../../unit/render/findings-fixtures.ts';

const ORIGIN: EventOrigin = {
  version: 1,
  repository: 'team/models',
  branch: 'main',
  commit: COMMIT,
  author: { name: 'Jane Doe', email: 'jane@example.com' },
  links: {
    commit: `https://github.com/team/models/commit/${COMMIT}`,
    build: 'https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/1',
  },
};

interface Mail {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue: string }>>;
}

interface Told {
  readonly mails: Mail[];
  readonly rejections: { readonly commit: string; readonly rejection: Rejection }[];
}

/** The function in a world where everything answers, unless told otherwise. */
async function tell(
  event: unknown,
  options: { readonly actions?: readonly object[]; readonly host?: Partial<CommitHost>; readonly down?: boolean } = {},
): Promise<Told> {
  const told: Told = { mails: [], rejections: [] };
  const host: CommitHost = {
    readAuthor: () => Promise.resolve({ name: 'Found Name', email: 'found@example.com' }),
    tellAuthor: (commit, rejection) => {
      told.rejections.push({ commit, rejection });
      return Promise.resolve();
    },
    ...options.host,
  };
  await notifyPeople(event, {
    sns: client((input) => {
      told.mails.push(input as Mail);
      return {};
    }),
    codePipeline: client(() => {
      if (options.down === true) throw new Error('AccessDenied');
      return { actionExecutionDetails: options.actions ?? [] };
    }),
    openHost: () => (options.down === true ? Promise.reject(new Error('no secret')) : Promise.resolve(host)),
    log: () => undefined,
    region: 'eu-west-1',
    topicArn: 'arn:aws:sns:eu-west-1:111111111111:people',
  });
  return told;
}

/** A client of the SDK as far as the function knows it. */
function client(answer: (input: unknown) => unknown): { readonly send: never } {
  function send(command: { readonly input: unknown }): Promise<unknown> {
    return Promise.resolve().then(() => answer(command.input));
  }
  return { send: send as never };
}

function delivered({ detailType, detail }: DeploymentEvent): object {
  return {
    version: '0',
    source: 'mlops',
    'detail-type': detailType,
    detail: JSON.parse(JSON.stringify(detail)) as object,
  };
}

function only({ mails }: Told): Mail {
  const [mail, ...others] = mails;
  if (mail === undefined || others.length > 0) throw new Error(`${mails.length} mails`);
  return mail;
}

const CHANGES = world().stage('dev').wants(realtime()).stage('prod').wants(training()).wants(batch());

describe('mail about the processor', () => {
  it('tells that a plan is ready: what, where, by whom, and where to read it', async () => {
    const mail = only(await tell(delivered(planReady(CHANGES.plan(), ORIGIN))));

    expect(mail.Subject).to.equal('MLOps: plan ready for team/models: 3 to create');
    expect(mail.Message).to.equal(
      [
        'A plan is ready for team/models: 3 to create.',
        '',
        'Repository: team/models',
        'Branch: main',
        'Commit: 0a1b2c3d4e5f by Jane Doe',
        '',
        'Stage dev: 1 to create',
        'Stage prod: 2 to create',
        '',
        'What to do now:',
        '- nothing, if this is what you expect: the stages follow, and those with an approval ask for it first',
        '',
        `Commit: https://github.com/team/models/commit/${COMMIT}`,
        'Build and its log: https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/1',
        '',
      ].join('\n'),
    );
    expect(mail.MessageAttributes).to.deep.equal({
      event: { DataType: 'String', StringValue: 'plan-ready' },
      author: { DataType: 'String', StringValue: 'jane@example.com' },
    });
  });

  it('is silent about a plan and an apply that change nothing, and about pull requests', async () => {
    const same = world().keeps(realtime());
    const report = applied(same.plan(), () => ({ result: 'unchanged' }));
    const ofPullRequest = { ...ORIGIN, pullRequest: { id: '7' } };
    for (const event of [
      planReady(same.plan(), ORIGIN),
      applyEnded(report, ORIGIN),
      configRejected(MIXED, ofPullRequest),
    ]) {
      const { mails, rejections } = await tell(delivered(event));
      expect(mails).to.deep.equal([]);
      expect(rejections).to.deep.equal([]);
    }
  });

  it('names every change that failed, its cause and what to do', async () => {
    const mail = only(await tell(delivered(applyEnded(applied(CHANGES.plan(), everyEnd), ORIGIN))));

    expect(mail.Subject).to.match(/^MLOps: apply failed in dev, prod: 1 deployed, 1 failed, 1 skipped/);
    expect(mail.Message).to.include('failed: Model (AWS::SageMaker::Model): could not find');
    expect(mail.Message).to.include('  hint: the S3 object is not there');
    expect(mail.Message).to.include('- mend the causes above with a new commit');
    expect(mail.MessageAttributes['stage']).to.include({ StringValue: 'dev, prod' });
  });

  it('tells that a stage is deployed', async () => {
    const report = applied(CHANGES.plan(), () => ({ result: 'deployed', seconds: 1, outputs: {} }));
    const mail = only(await tell(delivered(applyEnded(report, ORIGIN))));
    expect(mail.Subject).to.equal('MLOps: deployed to dev, prod: 3 deployed');
  });

  it('tells what ended a run early, with the instructions of the error', async () => {
    const error = {
      code: 'stale-plan',
      message: 'the plan is older than what is deployed',
      instructions: ['plan again'],
    };
    const event = applyAborted(error, { origin: ORIGIN, stages: [{ stage: 'prod' }] });
    const mail = only(await tell(delivered(event)));

    expect(mail.Subject).to.equal('MLOps: apply failed in prod: the plan is older than what is deployed');
    expect(mail.Message).to.include('What to do now:\n- plan again');
    expect(mail.Message).to.include('Error: stale-plan');
  });

  it('tells of a rejected config by mail and at the commit', async () => {
    const told = await tell(delivered(configRejected(MIXED, ORIGIN)));
    const mail = only(told);
    const [rejection] = told.rejections;

    expect(mail.Subject).to.equal('MLOps: config rejected in team/models: 1 error');
    expect(mail.Message).to.include('models/churn/mlops-config.json:12:20\n  error: the endpoint name');
    expect(mail.MessageAttributes['author']).to.include({ StringValue: 'jane@example.com' });
    expect(rejection?.commit).to.equal(COMMIT);
    expect(rejection?.rejection.lines).to.include('models/churn/mlops-config.json:12:20');
  });

  it('asks the host who wrote the commit, where the build did not know', async () => {
    const unsigned = { ...ORIGIN, author: undefined };
    const mail = only(await tell(delivered(planReady(CHANGES.plan(), unsigned))));
    expect(mail.Message).to.include('Commit: 0a1b2c3d4e5f by Found Name');
    expect(mail.MessageAttributes['author']).to.include({ StringValue: 'found@example.com' });
  });

  it('goes out all the same when the host cannot be asked', async () => {
    const unsigned = { ...ORIGIN, author: undefined };
    const mail = only(await tell(delivered(configRejected(MIXED, unsigned)), { down: true }));
    expect(mail.Message).to.include('Commit: 0a1b2c3d4e5f\n');
    expect(mail.MessageAttributes).to.have.keys('event');
  });

  it('shows no line, link or mark of anybody else, whatever stands in a config', async () => {
    const texts = [
      ...HOSTILE,
      'a\nApproved by: the boss\nLink: https://evil.example/x',
      'evil.com/mlops-config.json',
      'x\u202eevil',
      'www.evil.de',
    ];
    const finding = MIXED.findings[0];
    if (finding === undefined) throw new Error('no finding');
    const findings = texts.map((text) => ({ ...finding, file: text, message: text, hint: text }));
    const author = { name: 'Eve\n\nApproved: yes https://evil.example', email: 'eve@evil.example\nx' };
    const event = configRejected({ ...MIXED, findings }, { ...ORIGIN, author, branch: texts.join('\n') });
    requireInert(only(await tell(delivered(event))));
  });

  it('is inert for any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.webUrl(),
        fc.emailAddress(),
        async (text, url, mail) => {
          const finding = { ...MIXED.findings[0], file: `${text}${url}`, message: mail + text + url, hint: url };
          const event = configRejected({ ...MIXED, findings: [finding as never] }, ORIGIN);
          requireInert(only(await tell(delivered(event))));
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The only links are ours, each on its own line; no line stands anywhere that we did not write. */
function requireInert({ Subject, Message }: Mail): void {
  expect(Subject).to.match(/^[\x20-\x7e]{1,100}$/);
  expect(Message).to.not.match(/[^\P{C}\n]/u);
  const lines = Message.split('\n');
  const links = lines.filter((line) => line.includes('://'));
  expect(
    links.every((line) => /^(?:Commit|Build and its log): https:\/\/(?:github\.com|eu-west-1\.console)/.test(line)),
  ).to.equal(true);
  const others = lines.filter((line) => !links.includes(line)).join('\n');
  expect(others).to.not.match(/(?:www|evil|[a-z0-9])\.(?:com|de|example|org|net|io|dev)\b/i);
  for (const line of lines) {
    expect(line).to.match(
      /^(?:$|Nothing was planned|Repository: |Branch: |Commit: |Build and its log: |What to do now:$|- correct what|and \d+ more|.*:\d+:\d+$| {2}(?:error|warning): | {2}hint: )/u,
    );
  }
}

describe('mail about the pipeline', () => {
  const base = { pipeline: 'mlops-deploy', 'execution-id': '12345678-aaaa-bbbb-cccc-123456789012' };
  const approval = {
    ...base,
    stage: 'prod',
    action: 'Approve',
    type: { owner: 'AWS', category: 'Approval', provider: 'Manual', version: '1' },
  };

  function event(detailType: string, detail: object, source = 'aws.codepipeline'): object {
    return { source, 'detail-type': detailType, detail };
  }

  it('asks for an approval and shows what is to be approved', async () => {
    const actions = [
      { stageName: 'dev', actionName: 'Approve', input: { configuration: { CustomData: 'another' } } },
      {
        stageName: 'prod',
        actionName: 'Approve',
        input: {
          configuration: { CustomData: '#{Plan.SUMMARY_PROD}' },
          resolvedConfiguration: {
            CustomData: '1 to create: create churn (byom_realtime_builtin)',
            ExternalEntityLink: 'https://s3.console.aws.amazon.com/plan.html',
          },
        },
      },
    ];
    const detail = { ...approval, state: 'STARTED' };
    const mail = only(await tell(event('CodePipeline Action Execution State Change', detail), { actions }));

    expect(mail.Subject).to.equal('MLOps: approval wanted for stage prod');
    expect(mail.Message).to.include('1 to create: create churn (byom_realtime_builtin)');
    expect(mail.Message).to.include('Plan: https://s3.console.aws.amazon.com/plan.html');
    expect(mail.Message).to.include('expires after 7 days');
    expect(mail.Message).to.match(
      /Pipeline: https:\/\/console\.aws\.amazon\.com\/codesuite\/codepipeline\/pipelines\/mlops-deploy\/view/,
    );
    expect(mail.MessageAttributes['stage']).to.include({ StringValue: 'prod' });
  });

  it('asks for it also when nobody tells what it is', async () => {
    const detail = { ...approval, state: 'STARTED' };
    const mail = only(await tell(event('CodePipeline Action Execution State Change', detail), { down: true }));
    expect(mail.Subject).to.equal('MLOps: approval wanted for stage prod');
  });

  /** The action as ListActionExecutions has it once it has ended, after so many minutes. */
  function ended(minutes: number): object {
    const startTime = new Date('2026-03-02T09:30:00Z');
    const lastUpdateTime = new Date(startTime.getTime() + minutes * 60_000);
    const resolvedConfiguration = { CustomData: 'prod: plan 0a1b2c3d4e5f: 1 to create: create churn' };
    return { stageName: 'prod', actionName: 'Approve', startTime, lastUpdateTime, input: { resolvedConfiguration } };
  }

  const REFUSED = event('CodePipeline Action Execution State Change', { ...approval, state: 'FAILED' });

  it('tells that an approval has expired after the 7 days that the pipeline gives it, and what to do', async () => {
    // What CodePipeline sends is what it sends of a rejection, only that nobody has said anything.
    const mail = only(await tell(REFUSED, { actions: [ended(7 * 24 * 60 + 1)] }));
    expect(mail.Subject).to.equal('MLOps: approval expired: stage prod');
    expect(mail.Message).to.equal(
      [
        'The approval of stage prod of mlops-deploy expired after 7 days without an answer. Nothing was applied.',
        '',
        'Pipeline: mlops-deploy',
        'Execution: 12345678-aaaa-bbbb-cccc-123456789012',
        '',
        'prod: plan 0a1b2c3d4e5f: 1 to create: create churn',
        '',
        'What to do now:',
        '- release the newest commit again; the plan is made anew from what is deployed by then, and asks for a new approval',
        '',
        'Pipeline: https://console.aws.amazon.com/codesuite/codepipeline/pipelines/mlops-deploy/view?region=eu-west-1',
        'Execution: https://console.aws.amazon.com/codesuite/codepipeline/pipelines/mlops-deploy/executions/12345678-aaaa-bbbb-cccc-123456789012/timeline?region=eu-west-1',
        '',
      ].join('\n'),
    );
    expect(mail.MessageAttributes['event']).to.include({ StringValue: 'approval-rejected' });
  });

  it('tells that an approval was rejected, with the words of who did it', async () => {
    const detail = { ...approval, state: 'FAILED', 'execution-result': { 'external-execution-summary': 'too big' } };
    const rejection = event('CodePipeline Action Execution State Change', detail);
    const mail = only(await tell(rejection, { actions: [ended(90)] }));
    expect(mail.Subject).to.equal('MLOps: not approved: stage prod');
    expect(mail.Message).to.include('was rejected. Nothing was applied.').and.include('Said: too big');
    expect(mail.Message).to.include('change the configs with a new commit').and.not.include('release the newest');
  });

  it('tells both where nobody tells how long it waited', async () => {
    for (const options of [{}, { down: true }, { actions: [{ stageName: 'prod', actionName: 'Approve' }] }]) {
      const mail = only(await tell(REFUSED, options));
      expect(mail.Message).to.include('was rejected, or expired without an answer. Nothing was applied.');
      expect(mail.Message).to.include('if it expired: release the newest commit again');
    }
  });

  it('tells which action of a failed execution failed, and why', async () => {
    const more = { failedStage: 'prod', failedActions: [{ action: 'Apply', additionalInformation: 'exit status 1' }] };
    const detail = { ...base, state: 'FAILED', 'additional-attributes': more };
    const mail = only(await tell(event('CodePipeline Pipeline Execution State Change', detail)));
    expect(mail.Subject).to.equal('MLOps: pipeline mlops-deploy failed in prod');
    expect(mail.Message).to.include('Apply: exit status 1');
  });

  it('tells of a failed review build, and leaves those of the pipeline to the pipeline', async () => {
    const detail = {
      'build-status': 'FAILED',
      'project-name': 'mlops-review',
      'build-id': 'arn:aws:codebuild:eu-west-1:111111111111:build/mlops-review:0b1c',
      'additional-information': {
        initiator: 'GitHub-Hookshot/1',
        'source-version': 'pr/7',
        logs: { 'deep-link': 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home' },
        phases: [
          { 'phase-type': 'INSTALL', 'phase-status': 'SUCCEEDED' },
          {
            'phase-type': 'BUILD',
            'phase-status': 'FAILED',
            'phase-context': ['COMMAND_EXECUTION_ERROR: exit status 70'],
          },
        ],
      },
    };
    const mail = only(await tell(event('CodeBuild Build State Change', detail, 'aws.codebuild')));
    expect(mail.Subject).to.equal('MLOps: build of mlops-review failed');
    expect(mail.Message).to.include('BUILD: FAILED COMMAND_EXECUTION_ERROR: exit status 70');
    expect(mail.Message).to.include('/codesuite/codebuild/projects/mlops-review/build/mlops-review%3A0b1c');

    const own = { ...detail, 'additional-information': { initiator: 'codepipeline/mlops-deploy' } };
    expect((await tell(event('CodeBuild Build State Change', own, 'aws.codebuild'))).mails).to.deep.equal([]);
  });

  for (const odd of [
    null,
    [],
    'x',
    {},
    { detail: null },
    { source: 'mlops', 'detail-type': 'Plan torn', detail: {} },
  ]) {
    it(`is silent about ${JSON.stringify(odd)}`, async () => {
      expect((await tell(odd)).mails).to.deep.equal([]);
    });
  }

  it('is not written by what an event of ours lacks', async () => {
    const { mails } = await tell({
      source: 'mlops',
      'detail-type': 'Config rejected',
      detail: { findings: 'none', links: 7 },
    });
    expect(mails[0]?.Subject).to.equal('MLOps: config rejected in the repository: 0 errors');
  });
});
