import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import { build } from 'esbuild';

import { LAMBDA_SOURCES, type LambdaName } from '../../pipelines/families.ts';
import { JOB_APIS, type JobApi } from '../../pipelines/shared/job-apis.ts';
import { SENT_ACTIONS } from './support/iam/lambda-calls.ts';

const PIPELINES = fileURLToPath(new URL('../../pipelines/', import.meta.url));

/** Prefix of the IAM actions of each client. */
const PREFIXES: Readonly<Record<string, string>> = {
  '@aws-sdk/client-lambda': 'lambda',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-sagemaker': 'sagemaker',
  '@aws-sdk/client-sagemaker-runtime': 'sagemaker',
  '@aws-sdk/client-sfn': 'states',
  '@aws-sdk/client-sns': 'sns',
};

/** Where IAM has another name than the API (service authorization reference). */
const RENAMED: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

describe('calls of the Lambda functions', function () {
  this.timeout(60_000);

  for (const [name, source] of Object.entries(LAMBDA_SOURCES) as readonly [LambdaName, string][]) {
    it(`has every command of ${name} in the table that least privilege is proved with, and no other`, async () => {
      const apis = Object.keys(JOB_APIS) as readonly JobApi[];
      const declared = [...new Set(apis.flatMap((api) => SENT_ACTIONS[name](api)))].sort();

      expect(await commandsOf(source)).to.deep.equal(declared);
    });
  }
});

/** The commands that are left in a bundle when what it never reaches is shaken off. */
async function commandsOf(source: string): Promise<readonly string[]> {
  const { outputFiles } = await build({
    entryPoints: [PIPELINES + source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['@aws-sdk/*'],
  });
  const text = outputFiles[0]?.text ?? '';
  // esbuild keeps the names of imports that nothing uses; what is sent has been made with `new`.
  const made = new Set([...text.matchAll(/new (\w+)Command\(/g)].map(([, call = '']) => call));
  const actions = [...text.matchAll(/import \{([^}]*)\} from "(@aws-sdk\/[^"]+)"/g)].flatMap(
    ([, names = '', client = '']) => {
      const prefix = PREFIXES[client];
      if (prefix === undefined) throw new Error(`no test knows the IAM actions of ${client}`);
      const calls = [...names.matchAll(/\b(\w+)Command\b/g)].map(([, call = '']) => call);
      return calls.filter((call) => made.delete(call)).map((call) => `${prefix}:${call}`);
    },
  );
  expect([...made], 'commands of no known client').to.deep.equal([]);
  return [...new Set(actions.map((action) => RENAMED[action] ?? action))].sort();
}
