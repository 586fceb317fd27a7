import { appendTo } from '../../../model/append-to.ts';
import { pointerOf, type Fault, type FindingCollector } from './finding-collector.ts';

/**
 * Reports what is wrong in several stages of one attribute once, at the first of them: a map that was taken from
 * another workload, or whose values were swapped, is one slip.
 */
export function reportOnceForStages(faults: readonly Fault[], collector: FindingCollector): void {
  const groups = new Map<string, [Fault, ...Fault[]]>();
  for (const fault of faults) {
    const { written, attribute = '' } = fault;
    const key = `${fault.code}\n${written.source.file}\n${written.pointerOf(attribute)}`;
    appendTo(groups, key, fault);
  }
  for (const [first, ...others] of groups.values()) {
    const place = pointerOf(first);
    const stages = new Set(others.filter((fault) => pointerOf(fault) !== place).map(({ stage }) => stage));
    const names = [...stages].map((stage) => `\`${stage ?? ''}\``).join(', ');
    const more = stages.size === 0 ? '' : `; likewise in ${stages.size === 1 ? 'stage' : 'stages'} ${names}`;
    collector.report({ ...first, message: `${first.message}${more}` });
  }
}
