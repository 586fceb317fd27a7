import { escapeText } from '../model/escape-text.ts';
import { FINGERPRINT_OUTPUT } from '../model/stack.ts';

/** The outputs that say where a workload is to be found; the first ones that a stack has are enough to know it by. */
const MAIN: readonly string[] = [
  'EndpointName',
  'MonitoringScheduleName',
  'JobName',
  'CustomAlgorithmImageURI',
  'OutputLocation',
];

/** Most outputs that are shown unless the user asks for more. */
const MOST = 2;

/** Outputs of a stack as lines, name and value: the main ones, or with `verbose` all of them. Never the fingerprint. */
export function renderOutputs(
  outputs: Readonly<Record<string, string>>,
  options: { readonly verbose: boolean },
): readonly string[] {
  const known = Object.entries(outputs).filter(([name]) => name !== FINGERPRINT_OUTPUT);
  const main = MAIN.flatMap((name) => known.filter(([key]) => key === name));
  const shown = options.verbose ? known : (main.length === 0 ? known : main).slice(0, MOST);
  return shown.map(([name, value]) => `      ${escapeText(name)} ${escapeText(value)}`);
}
