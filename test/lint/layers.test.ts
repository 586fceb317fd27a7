import { expect } from 'chai';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/**
 * Linters fall silent when their configuration breaks. Each case puts one bad import into a file that exists, in
 * memory only, and expects the linter to speak.
 */
describe('the borders between layers', function () {
  this.timeout(120_000);
  // Borders need no types, and types take a minute.
  const linter = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

  const cases = [
    [
      'the planner may not know an adapter',
      'processor/plan/order.ts',
      "import '../adapters/system-clock.ts';",
      'import-x/no-restricted-paths',
    ],
    ['config may not read files', 'processor/config/discover.ts', "import 'node:fs';", 'no-restricted-imports'],
    [
      'rendering may not ask for the time',
      'processor/render/plan/plan-json.ts',
      'export const at = new Date();',
      'no-restricted-globals',
    ],
    [
      'what is installed is planned without adapters',
      'processor/bootstrap/make-specs.ts',
      "import '../adapters/system-clock.ts';",
      'import-x/no-restricted-paths',
    ],
    ['the model knows nobody', 'processor/model/plan.ts', "import '../plan/order.ts';", 'import-x/no-restricted-paths'],
    [
      'watching goes through ports',
      'processor/watch/look-once.ts',
      "import '../adapters/system-clock.ts';",
      'import-x/no-restricted-paths',
    ],
    [
      'receiving opens no socket',
      'processor/webhooks/receive-delivery.ts',
      "import 'node:http';",
      'no-restricted-imports',
    ],
    [
      'deploying goes through ports',
      'processor/deploy/apply-plan.ts',
      "import '../adapters/system-clock.ts';",
      'import-x/no-restricted-paths',
    ],
    ['deploying has no SDK', 'processor/deploy/apply-plan.ts', "import '@aws-sdk/client-s3';", 'no-restricted-imports'],
    [
      'what commands share knows no command',
      'processor/cli/shared/targets.ts',
      "import '../plan/gather.ts';",
      'import-x/no-restricted-paths',
    ],
    [
      'a command knows nothing of the program around it',
      'processor/cli/plan/gather.ts',
      "import '../program.ts';",
      'import-x/no-restricted-paths',
    ],
    [
      'what the steps of config share knows no step',
      'processor/config/shared/finding-at.ts',
      "import '../load-desired.ts';",
      'import-x/no-restricted-paths',
    ],
    [
      'what rules share knows no rule',
      'processor/config/rules/shared/rule.ts',
      "import '../training/spot-wait.ts';",
      'import-x/no-restricted-paths',
    ],
    [
      'pipelines know nothing of the processor',
      'pipelines/names.ts',
      "import '../processor/version.ts';",
      'import-x/no-restricted-paths',
    ],
    [
      'stacks are compiled without an SDK',
      'pipelines/names.ts',
      "import '@aws-sdk/client-s3';",
      'no-restricted-imports',
    ],
    [
      'only the entry reads the environment',
      'processor/cli/shared/options.ts',
      "export const home = process.env['HOME'];",
      'n/no-process-env',
    ],
    ['nothing prints by itself', 'processor/cli/shared/options.ts', "console.log('x');", 'no-console'],
  ] as const;

  for (const [title, filePath, text, rule] of cases) {
    it(title, async () => {
      const [result] = await linter.lintText(`${text}\n`, { filePath });

      expect(result?.messages.map(({ ruleId }) => ruleId)).to.include(rule);
    });
  }
});
