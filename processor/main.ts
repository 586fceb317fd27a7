import { run } from './cli/run.ts';
import { runInProcess } from './run-in-process.ts';

// The SDK's advice to update Node.js would stand between plan and question at every start.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

runInProcess(process, run);
