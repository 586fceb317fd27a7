import { appendTo } from '../model/append-to.ts';
import { compareText } from '../model/compare-text.ts';
import type { WorkloadDependency } from '../model/workload.ts';

/** One stack with what it waits for; the rest of the value is carried along. */
export interface Orderable {
  readonly stack: string;
  readonly waitsFor: readonly WorkloadDependency[];
}

/** A stack in its place. `dependsOn` holds what is left of `waitsFor`: known stacks, no cycles, sorted. */
export type Ordered<T> = T & { readonly wave: number; readonly dependsOn: readonly string[] };

/** Which kind of dependency gives way first when stacks wait for each other in a circle. */
const WEAKEST_FIRST: readonly WorkloadDependency['because'][] = ['data', 'artifact', 'endpoint', 'image', 'depends_on'];

/**
 * Sorts stacks so that each comes after everything it waits for; equals by name. The wave of a stack is the length of
 * the longest chain before it: stacks of one wave may run together.
 *
 * The order of the input never shows. Dependencies on stacks that are not in the list, or on itself, are dropped. A
 * circle (a model that is trained on its own predictions, say) is broken at its weakest link, so nothing ever waits
 * for itself: refusing circles that make no sense is the business of validation.
 */
export function orderByDependency<T extends Orderable>(items: readonly T[]): readonly Ordered<T>[] {
  const sorted = [...items].sort((a, b) => compareText(a.stack, b.stack));
  const known = new Set(sorted.map((item) => item.stack));
  const waiting = new Map<string, Map<string, WorkloadDependency['because']>>();
  for (const item of sorted) {
    const edges = item.waitsFor.filter((edge) => edge.stackName !== item.stack && known.has(edge.stackName));
    waiting.set(item.stack, strongestEdges(edges));
  }
  const waves = assignWaves(waiting);
  return sorted
    .map((item) => ({
      ...item,
      wave: waves.get(item.stack) ?? 0,
      dependsOn: [...(waiting.get(item.stack) ?? new Map<string, string>()).keys()].sort(compareText),
    }))
    .sort((a, b) => a.wave - b.wave);
}

type Graph = Map<string, Map<string, WorkloadDependency['because']>>;

/** Two stacks may be linked twice, by image and by `depends_on` say: the stronger link counts. */
function strongestEdges(edges: readonly WorkloadDependency[]): Map<string, WorkloadDependency['because']> {
  const strongest = new Map<string, WorkloadDependency['because']>();
  for (const { stackName, because } of edges) {
    const before = strongest.get(stackName);
    if (before === undefined || strength(because) > strength(before)) strongest.set(stackName, because);
  }
  return strongest;
}

/** Kahn's algorithm; takes edges out of `waiting` where a circle has to be broken. */
function assignWaves(waiting: Graph): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  const dependants = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const [stack, edges] of waiting) {
    open.set(stack, edges.size);
    for (const before of edges.keys()) appendTo(dependants, before, stack);
  }
  let ready = [...open].filter(([, count]) => count === 0).map(([stack]) => stack);
  for (let wave = 0; waves.size < waiting.size;) {
    if (ready.length === 0) {
      const [from, to] = breakCircle(waiting, waves);
      const left = (open.get(from) ?? 1) - 1;
      open.set(from, left);
      dependants.set(
        to,
        (dependants.get(to) ?? []).filter((stack) => stack !== from),
      );
      if (left === 0) ready = [from];
      continue;
    }
    const next: string[] = [];
    for (const stack of ready) {
      waves.set(stack, wave);
      for (const dependant of dependants.get(stack) ?? []) {
        const left = (open.get(dependant) ?? 1) - 1;
        open.set(dependant, left);
        if (left === 0) next.push(dependant);
      }
    }
    ready = next;
    wave += 1;
  }
  return waves;
}

/** Removes the weakest edge that lies on a circle of stacks not yet placed, first by name among equals. */
function breakCircle(waiting: Graph, placed: ReadonlyMap<string, number>): readonly [from: string, to: string] {
  const candidates = [...waiting]
    .filter(([stack]) => !placed.has(stack))
    .flatMap(([from, edges]) => [...edges].map(([to, because]) => ({ from, to, because })))
    .filter((edge) => !placed.has(edge.to) && reaches(waiting, edge.to, edge.from))
    .sort(
      (a, b) => strength(a.because) - strength(b.because) || compareText(a.from, b.from) || compareText(a.to, b.to),
    );
  const [weakest] = candidates;
  if (weakest === undefined) throw new Error('no stack is ready although no circle is left');
  waiting.get(weakest.from)?.delete(weakest.to);
  return [weakest.from, weakest.to];
}

function reaches(graph: Graph, from: string, goal: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let stack = open.pop(); stack !== undefined; stack = open.pop()) {
    if (stack === goal) return true;
    if (seen.has(stack)) continue;
    seen.add(stack);
    open.push(...(graph.get(stack)?.keys() ?? []));
  }
  return false;
}

function strength(because: WorkloadDependency['because']): number {
  return WEAKEST_FIRST.indexOf(because);
}
