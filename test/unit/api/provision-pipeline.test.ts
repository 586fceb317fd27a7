import { expect } from 'chai';
import type { ApiAnswer } from '../../../processor/api/answer.ts';
import { handleRequest } from '../../../processor/api/handle-request.ts';
import { provisionPipeline } from '../../../processor/api/provision-pipeline.ts';
import { apiEvent, bodyOf, CALLER, CONFIG } from '../../helpers/api-events.ts';
import { hastyClock, startCodeCommitHost, startGitHubHost, type ApiHost } from '../../helpers/api-hosts.ts';

const PATH = 'models/churn/byom_batch_builtin/mlops-config.json';
const HOME = { account: '111111111111', region: 'eu-central-1' };
const HOSTS = [
  ['GitHub', startGitHubHost],
  ['CodeCommit', startCodeCommitHost],
] as const;

for (const [name, start] of HOSTS) {
  describe(`POST /provisionpipeline on ${name}`, () => {
    let host: ApiHost;
    let clock: ReturnType<typeof hastyClock>;

    beforeEach(async () => {
      host = await start();
      clock = hastyClock();
    });
    afterEach(() => host.stop());

    function post(body: unknown, mode: 'commit' | 'pull_request' = 'commit'): Promise<ApiAnswer> {
      return handleRequest(apiEvent('/provisionpipeline', body), {
        endpoint: '/provisionpipeline',
        log: () => undefined,
        carryOut: (request) =>
          provisionPipeline(request, { writer: host.writer, branch: 'main', mode, clock, home: HOME }),
      });
    }

    it('commits a new config with its caller as the author', async () => {
      const answer = await post(CONFIG);
      const tip = host.git.tip();

      expect(answer.statusCode).to.equal(200);
      expect(bodyOf(answer)).to.include({
        commit: tip.id,
        path: PATH,
        branch: 'main',
        pipeline_id: `${tip.id}:${PATH}`,
      });
      expect(bodyOf(answer)['message']).to.match(/^success: committed models\/churn/);
      expect(JSON.parse(host.git.read(PATH) ?? '')).to.deep.equal(CONFIG);
      expect(tip.author).to.deep.equal({ name: 'jane@example.com (DataScientist)', email: 'jane@example.com' });
      expect(tip.message).to.match(/^Provision byom_batch_builtin of churn\n\nRequested through POST .+ by arn:/);
      expect(tip.message).to.include(CALLER);
    });

    it('updates its file with one look at the repository, and leaves the others unread', async () => {
      await post(CONFIG);
      for (let index = 0; index < 50; index += 1) host.git.write('main', { [`m${index}/mlops-config.json`]: CONFIG });
      const before = host.calls().length;
      const answer = await post({ ...CONFIG, inference_instance: 'ml.m5.xlarge' });

      expect(bodyOf(answer)['message']).to.match(/is already provisioned\. Updating models\/churn/);
      expect(host.git.read(PATH)).to.include('ml.m5.xlarge');
      expect(host.calls().length - before).to.equal(4);
    });

    it('commits nothing when the file says the same already, in whatever order', async () => {
      await post(CONFIG);
      const { id } = host.git.tip();
      const answer = await post(Object.fromEntries(Object.entries(CONFIG).reverse()));

      expect(answer.statusCode).to.equal(200);
      expect(bodyOf(answer)['message']).to.match(/already provisioned\. No updates are to be performed\.$/);
      expect(host.git.tip().id).to.equal(id);
    });

    it('updates a workload where it stands, and changes nothing else of that file', async () => {
      const text = [
        '{',
        '  "defaults": { "inference_instance": "ml.m5.large" },',
        '  "workloads": [',
        '    { "pipeline_type": "byom_batch_builtin",   "model_name": "other" },',
        `    ${JSON.stringify(CONFIG)}`,
        '  ]',
        '}',
      ].join('\n');
      host.git.write('main', { 'team/all/mlops-config.json': text });
      const answer = await post({ ...CONFIG, model_framework_version: '1.5-1' });
      const after = host.git.read('team/all/mlops-config.json') ?? '';

      expect(bodyOf(answer)).to.include({ path: 'team/all/mlops-config.json' });
      expect(bodyOf(answer)['pipeline_id']).to.match(/mlops-config\.json#\/workloads\/1$/);
      expect(after).to.include('{ "pipeline_type": "byom_batch_builtin",   "model_name": "other" },');
      expect(after).to.include('"model_framework_version": "1.5-1"');
      expect(() => JSON.parse(after) as unknown).to.not.throw();
      expect(host.git.read(PATH)).to.equal(undefined);
    });

    it('refuses to change a workload to which the defaults of its file would add something', async () => {
      const file = {
        defaults: { kms_key_arn: 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
        workloads: [CONFIG],
      };
      host.git.write('main', { 'team/mlops-config.json': file });
      const answer = await post({ ...CONFIG, model_framework_version: '1.5-1' });

      expect(answer.statusCode).to.equal(409);
      expect(bodyOf(answer)['detailedMessage']).to.match(
        /`defaults` of team\/mlops-config\.json would add kms_key_arn/,
      );
    });

    it('finds a workload among a thousand files and reads none further once it is found', async () => {
      const files = Object.fromEntries(
        Array.from({ length: 1_000 }, (_, index) => [
          `m/${index}/mlops-config.json`,
          { ...CONFIG, model_name: `model-${index}` },
        ]),
      );
      host.git.write('main', { ...files, 'zz/churn/mlops-config.json': CONFIG });
      const answer = await post({ ...CONFIG, inference_instance: 'ml.m5.xlarge' });

      expect(bodyOf(answer)).to.include({ path: 'zz/churn/mlops-config.json' });
      expect(host.calls().length).to.be.lessThan(120);
    });

    it('tries again when somebody else commits meanwhile', async () => {
      let times = 0;
      host.beforeCommit(() => {
        times += 1;
        if (times <= 2) host.git.write('main', { [PATH]: { ...CONFIG, inference_instance: `ml.c5.${times}xlarge` } });
      });
      const answer = await post(CONFIG);

      expect(answer.statusCode).to.equal(200);
      expect(JSON.parse(host.git.read(PATH) ?? '')).to.deep.equal(CONFIG);
      expect(host.git.length()).to.equal(4);
      expect(clock.slept).to.deep.equal([200, 400]);
    });

    it('gives up after five conflicts, says so and has committed nothing', async () => {
      let times = 0;
      host.beforeCommit(() => {
        times += 1;
        host.git.write('main', { [PATH]: { ...CONFIG, inference_instance: `ml.c5.${times}xlarge` } });
      });
      const answer = await post(CONFIG);

      expect(answer.statusCode).to.equal(409);
      expect(bodyOf(answer)['detailedMessage']).to.match(/changed meanwhile: .*; send the request again/s);
      expect(times).to.equal(5);
      expect(host.git.tip().author.name).to.equal('Ada');
    });

    it('says with every finding what is wrong, and where in the body', async () => {
      const body =
        '{\n  "pipeline_type": "byom_batch_builtin",\n  "model_name": "churn",\n  "inference_instance": 7\n}';
      const answer = await post(body);
      const { message, detailedMessage, findings } = bodyOf(answer);

      expect(answer.statusCode).to.equal(400);
      expect(message).to.equal('A BadRequest exception occurred');
      expect(detailedMessage).to.match(/at line \d+, column \d+ \(and \d+ more\)$/);
      const listed = findings as readonly { readonly line: number; readonly pointer: string }[];
      expect(listed.find(({ pointer }) => pointer === '/inference_instance')).to.include({ line: 4, column: 25 });
      expect(host.git.length()).to.equal(1);
    });

    it('checks against the settings of the repository', async () => {
      host.git.write('main', { 'mlops-settings.json': { stages: [{ name: 'dev' }, { name: 'prod' }] } });
      const answer = await post({ ...CONFIG, inference_instance: { dev: 'ml.m5.large' } });

      expect(answer.statusCode).to.equal(400);
      expect(answer.body).to.include('prod');
    });

    it('changes nothing while the settings are wrong', async () => {
      host.git.write('main', { 'mlops-settings.json': '{ "stages": 7 }' });
      const answer = await post(CONFIG);

      expect(answer.statusCode).to.equal(409);
      expect(bodyOf(answer)['detailedMessage']).to.match(
        /settings of the repository are wrong, mlops-settings\.json:1:13/,
      );
    });

    it('knows a workload of other stages as another one', async () => {
      host.git.write('main', {
        'mlops-settings.json': { stages: [{ name: 'dev' }, { name: 'prod' }] },
        'a/mlops-config.json': { ...CONFIG, stages: ['dev'] },
      });
      expect(bodyOf(await post({ ...CONFIG, stages: ['prod'] }))).to.include({ path: PATH });
      expect((await post(CONFIG)).statusCode).to.equal(409);
    });

    it('does not write over what stands at its path and is not its own', async () => {
      host.git.write('main', { [PATH]: { ...CONFIG, model_name: 'somebody-else' } });
      const answer = await post(CONFIG);
      expect(answer.statusCode).to.equal(409);
      expect(bodyOf(answer)['detailedMessage']).to.match(/is there already and holds another workload/);
    });

    it('neither reads nor replaces a link', async () => {
      host.git.write('main', { [PATH]: '../../../../etc/passwd' }, { mode: '120000' });
      const answer = await post(CONFIG);
      expect(answer.statusCode).to.equal(409);
      expect(host.git.length()).to.equal(2);
    });

    it('says that the rights are missing, without the token', async () => {
      host.deny();
      const answer = await post(CONFIG);
      expect(answer.statusCode).to.equal(502);
      expect(bodyOf(answer)['message']).to.equal('A service refused what the request needs');
      expect(answer.body).to.not.include('Bearer');
      expect(host.git.length()).to.equal(1);
    });

    it('says that the branch is missing', async () => {
      host.git.branches.delete('main');
      const answer = await post(CONFIG);
      expect(answer.statusCode).to.equal(409);
      expect(bodyOf(answer)['detailedMessage']).to.match(/has no branch main/);
    });

    describe('as a pull request', () => {
      it('opens one with the change on a branch of its own', async () => {
        const { id } = host.git.tip();
        const answer = await post(CONFIG, 'pull_request');
        const [pull] = host.pulls();

        expect(answer.statusCode).to.equal(200);
        expect(bodyOf(answer)['pipeline_id']).to.equal(`pull-${pull?.id ?? ''}:${PATH}`);
        expect(pull?.title).to.equal('Provision byom_batch_builtin of churn');
        expect(pull?.from).to.match(/^mlops\/churn-byom-batch-builtin-[0-9a-f]{10}$/);
        expect(JSON.parse(host.git.read(PATH, pull?.from) ?? '')).to.deep.equal(CONFIG);
        expect(host.git.tip().id).to.equal(id);
      });

      it('finds the open one when the same is asked for again', async () => {
        const first = await post(CONFIG, 'pull_request');
        const second = await post(CONFIG, 'pull_request');
        expect(bodyOf(second)['pull_request']).to.deep.equal(bodyOf(first)['pull_request']);
        expect(host.pulls()).to.have.lengthOf(1);
      });

      it('opens another when the first was closed, and leaves its branch alone', async () => {
        await post(CONFIG, 'pull_request');
        const [first] = host.pulls();
        host.endPull(first?.id ?? '', 'closed');
        const answer = await post(CONFIG, 'pull_request');

        expect(answer.statusCode).to.equal(200);
        const [, second] = host.pulls();
        expect(second?.from).to.equal(`${first?.from ?? ''}-2`);
        expect(host.git.branches.has(first?.from ?? '')).to.equal(true);
      });

      it('opens another when a request died before its pull request was opened', async () => {
        await post(CONFIG, 'pull_request');
        const [{ id, from } = { id: '', from: '' }] = host.pulls();
        host.endPull(id, 'closed');
        host.git.branches.set(from, host.git.tip().id);
        const answer = await post(CONFIG, 'pull_request');
        expect(answer.statusCode).to.equal(200);
        expect(JSON.parse(host.git.read(PATH, host.pulls()[1]?.from) ?? '')).to.deep.equal(CONFIG);
        expect(host.git.read(PATH, from)).to.equal(undefined);
      });

      it('opens another when the first was merged and taken back', async () => {
        const before = host.git.tip();
        await post(CONFIG, 'pull_request');
        host.endPull(host.pulls()[0]?.id ?? '', 'merged');
        host.git.branches.set('main', before.id);
        await post(CONFIG, 'pull_request');
        const [, second] = host.pulls();
        expect(JSON.parse(host.git.read(PATH, second?.from) ?? '')).to.deep.equal(CONFIG);
      });

      it('opens none once it is merged', async () => {
        await post(CONFIG, 'pull_request');
        host.endPull(host.pulls()[0]?.id ?? '', 'merged');
        const answer = await post(CONFIG, 'pull_request');
        expect(bodyOf(answer)['message']).to.match(/No updates are to be performed/);
        expect(host.pulls()).to.have.lengthOf(1);
      });
    });
  });
}
