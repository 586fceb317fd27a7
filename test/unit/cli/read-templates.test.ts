import { expect } from 'chai';
import { readTemplates } from '../../../processor/cli/load/read-templates.ts';
import type { StackTemplate } from '../../../processor/model/stack.ts';

const NAMES = Array.from({ length: 21 }, (_, index) => `stack-${index}`);
const STACKS = NAMES.map((stackName) => ({ stackName }));

function templateOf(name: string): StackTemplate {
  return { Description: name, Resources: {} };
}

describe('templates of many stacks', () => {
  it('are asked for a few at a time, and given in the order asked for', async () => {
    let underWay = 0;
    let most = 0;
    const templates = await readTemplates(
      {
        readTemplate: async (name) => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setTimeout(resolve, name.endsWith('0') ? 10 : 1));
          underWay -= 1;
          return templateOf(name);
        },
      },
      STACKS,
    );

    expect([...templates.keys()]).to.deep.equal(NAMES);
    expect(templates.get('stack-20')).to.deep.equal(templateOf('stack-20'));
    expect(most).to.equal(8);
  });

  it('are those of the ids, where these are known, under the names', async () => {
    const asked: string[] = [];
    const templates = await readTemplates(
      {
        readTemplate: (name) => {
          asked.push(name);
          return Promise.resolve(templateOf(name));
        },
      },
      [{ stackName: 'a', stackId: 'arn:a' }, { stackName: 'b' }],
    );
    expect(asked).to.deep.equal(['arn:a', 'b']);
    expect([...templates.keys()]).to.deep.equal(['a', 'b']);
  });

  it('leave out what is gone, and fail when one cannot be read', async () => {
    const some = await readTemplates(
      { readTemplate: (name) => Promise.resolve(name === 'stack-3' ? undefined : templateOf(name)) },
      STACKS,
    );
    expect([...some.keys()]).to.deep.equal(NAMES.filter((name) => name !== 'stack-3'));

    const failure = await readTemplates(
      {
        readTemplate: (name) => (name === 'stack-9' ? Promise.reject(new Error('denied')) : Promise.resolve(undefined)),
      },
      STACKS,
    ).catch((error: unknown) => error);
    expect(failure).to.be.an('error').with.property('message', 'denied');
  });
});
