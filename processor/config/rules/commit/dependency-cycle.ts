import type { Finding } from '../../../model/finding.ts';
import type { WorkloadDependency } from '../../../model/workload.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { lookupByHome, referenceOf } from '../shared/spec-kinds.ts';

const REASONS: Readonly<Record<WorkloadDependency['because'], string>> = {
  image: 'uses the image of',
  endpoint: 'watches the endpoint of',
  artifact: 'serves the artifact of',
  data: 'reads the data of',
  depends_on: 'depends on',
};

interface Step {
  readonly entry: ResolvedWorkload;
  readonly because: WorkloadDependency['because'];
}

/**
 * `dependency-cycle` (error): workloads that wait for each other in a circle. `data-cycle` (warning): a circle that
 * only exists because of where data are read and written; it runs again and again in real life, and the order of one
 * apply ignores it. Each circle is reported once, at its first workload in the order of the files.
 */
export function checkDependencyCycle({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const waiting = resolved.filter(({ workload }) => workload.dependsOn.length > 0);
  if (waiting.length === 0) return [];
  const stacksOf = lookupByHome<ResolvedWorkload>();
  // Who waits for nobody is in no circle.
  for (const entry of waiting) stacksOf(entry.workload.spec).set(entry.workload.spec.stackName, entry);
  const done = new Set<ResolvedWorkload>();
  for (const entry of waiting) {
    for (const cycle of cyclesFrom(entry, stacksOf, done)) report(cycle, collector.report);
  }
  return collector.findings;
}

/** Depth-first without recursion: a chain of ten thousand workloads must not overflow the stack. */
function cyclesFrom(
  start: ResolvedWorkload,
  stacksOf: ReturnType<typeof lookupByHome<ResolvedWorkload>>,
  done: Set<ResolvedWorkload>,
): readonly (readonly Step[])[] {
  const cycles: Step[][] = [];
  if (done.has(start)) return cycles;
  const path: { entry: ResolvedWorkload; next: number }[] = [{ entry: start, next: 0 }];
  const onPath = new Map<ResolvedWorkload, number>([[start, 0]]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const dependency = top.entry.workload.dependsOn[top.next++];
    if (!dependency) {
      done.add(top.entry);
      onPath.delete(top.entry);
      path.pop();
      continue;
    }
    const entry = stacksOf(top.entry.workload.spec).get(dependency.stackName);
    if (!entry || done.has(entry)) continue;
    const from = onPath.get(entry);
    if (from === undefined) {
      onPath.set(entry, path.length);
      path.push({ entry, next: 0 });
    } else {
      cycles.push(path.slice(from).map((step) => ({ entry: step.entry, because: reasonOf(step) })));
    }
  }
  return cycles;
}

function reasonOf({ entry, next }: { readonly entry: ResolvedWorkload; readonly next: number }): Step['because'] {
  return entry.workload.dependsOn[next - 1]?.because ?? 'depends_on';
}

function report(cycle: readonly Step[], add: ReturnType<typeof collectFindings>['report']): void {
  const [first] = cycle;
  if (!first) return;
  const hasData = cycle.some(({ because }) => because === 'data' || because === 'artifact');
  const explicit = cycle.find(({ because }) => because === 'depends_on');
  const place = explicit ?? first;
  const names = cycle.map(({ entry }) => referenceOf(entry.workload.spec));
  const story = cycle.map(({ because }, index) => `${REASONS[because]} \`${names[(index + 1) % names.length] ?? ''}\``);
  add({
    code: hasData && !explicit ? 'data-cycle' : 'dependency-cycle',
    severity: hasData && !explicit ? 'warning' : 'error',
    written: place.entry.written,
    ...(place.because === 'depends_on' ? { attribute: 'depends_on' } : {}),
    message: `\`${names[0] ?? ''}\` ${story.join(', which ')}: a circle`,
    hint: explicit ? 'remove an entry of `depends_on`' : 'let one of them read from another place',
    related: cycle
      .filter(({ entry }) => entry !== place.entry)
      .map(({ entry, because }) => ({
        written: entry.written,
        ...(because === 'depends_on' ? { attribute: 'depends_on' } : {}),
        message: `\`${referenceOf(entry.workload.spec)}\``,
      })),
  });
}
