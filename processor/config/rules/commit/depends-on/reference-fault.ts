import type { Fault } from '../../shared/finding-collector.ts';

/** What is wrong with one entry of `depends_on`, whose place is known. */
export type ReferenceFault = Omit<Fault, 'written' | 'attribute' | 'within'>;
