/** Values of one thing by the stage that they are for, in the order in which a commit goes through the stages. */
export type ByStage = ReadonlyMap<string, string>;

/** A value that names another stage than the one it is for. */
export interface StageSlip {
  readonly kind: 'swapped' | 'copied';
  readonly stage: string;
  /** The stage that it names. */
  readonly other: string;
  /** The value that is most probably meant. */
  readonly meant: string;
  /** The other stage comes earlier. */
  readonly isFromEarlier: boolean;
}

/** A text with a hole for each stage that it names, and the stages that fill the holes. */
interface Form {
  readonly template: string;
  readonly named: readonly string[];
}

/**
 * Values that name the stage of another one where a third value, or `isNamed`, shows that each names its own: one that
 * was copied and not edited, or two that were swapped. A word that stands in all of them is no name of a stage there,
 * and a bucket that several share, each with a folder of its own, may be called after one of them.
 */
export function findStageSlips(values: ByStage, isNamed: () => boolean): readonly StageSlip[] {
  if (!namesAnother(values)) return [];
  const stages = [...values.keys()];
  const forms = new Map(stages.map((stage) => [stage, formOf(values.get(stage) ?? '', stages)]));
  const slips: StageSlip[] = [];
  for (const [index, stage] of stages.entries()) {
    const own = forms.get(stage);
    if (own === undefined) continue;
    const at = own.named.findIndex((name, hole) => name !== stage && isHole(hole, { stage, name, forms, isNamed }));
    const other = own.named[at];
    if (other === undefined) continue;
    const isSwapped = forms.get(other)?.named[at] === stage;
    const isFromEarlier = stages.indexOf(other) < index;
    if (isSwapped && !isFromEarlier) continue;
    const meant = (values.get(stage) ?? '').replace(wordsOf([other]), (word) => inCaseOf(word, stage));
    slips.push({ kind: isSwapped ? 'swapped' : 'copied', stage, other, meant, isFromEarlier });
  }
  return slips;
}

/** A name as the word in whose place it comes is written: keys in S3 differ by it. */
function inCaseOf(word: string, name: string): string {
  if (word === word.toLowerCase()) return name;
  return word === word.toUpperCase() ? name.toUpperCase() : name.charAt(0).toUpperCase() + name.slice(1);
}

/** True of values that all name their own stage, in the same place. */
export function nameTheirStages(values: ByStage): boolean {
  const stages = [...values.keys()];
  const forms = stages.map((stage) => formOf(values.get(stage) ?? '', stages));
  const [first] = forms;
  return (
    first !== undefined &&
    stages.length > 1 &&
    forms.every(({ template, named }, index) => template === first.template && named.includes(stages[index] ?? ''))
  );
}

/** What is looked at first: nearly all values name their own stage, or none. */
function namesAnother(values: ByStage): boolean {
  for (const [stage, value] of values) {
    const folded = value.toLowerCase();
    for (const other of values.keys()) if (other !== stage && folded.includes(other.toLowerCase())) return true;
  }
  return false;
}

interface Hole {
  readonly stage: string;
  /** What stands there in the value for the stage. */
  readonly name: string;
  readonly forms: ReadonlyMap<string, Form>;
  readonly isNamed: () => boolean;
}

/** True where the name of the own stage belongs: values for others have theirs in the same place of the same text. */
function isHole(hole: number, { stage, name, forms, isNamed }: Hole): boolean {
  const own = forms.get(stage);
  const there = forms.get(name);
  if (own === undefined || there?.template !== own.template) return false;
  const isPartial = own.named.includes(stage) || (there.named[hole] === stage && there.named.includes(name));
  if (there.named[hole] === stage) return !isPartial;
  if (there.named[hole] !== name || (own.named.includes(stage) && isInBucket(hole, own))) return false;
  const isThere = [...forms].some(
    ([third, { template, named }]) =>
      third !== stage && third !== name && template === own.template && named[hole] === third,
  );
  // Of two alike the earlier may be meant for both, but not where everything else is told apart.
  return isThere || (!isPartial && forms.size === 2 && isEarlier(name, stage, forms) && isNamed());
}

function isInBucket(hole: number, { template }: Form): boolean {
  const [bucket = '', ...folders] = template.replace(/^s3:\/\//i, '').split('/');
  return folders.length > 0 && hole < bucket.split('\0').length - 1;
}

function isEarlier(name: string, stage: string, forms: ReadonlyMap<string, Form>): boolean {
  return [...forms.keys()].indexOf(name) < [...forms.keys()].indexOf(stage);
}

function formOf(value: string, stages: readonly string[]): Form {
  const named: string[] = [];
  const template = value.replace(wordsOf(stages), (word) => {
    named.push(stages.find((stage) => stage.toLowerCase() === word.toLowerCase()) ?? word);
    return '\0';
  });
  return { template, named };
}

/** Names as whole words; the longest of those that begin alike. */
function wordsOf(names: readonly string[]): RegExp {
  const words = [...names].sort((a, b) => b.length - a.length).map((name) => name.replaceAll(/[^\w-]/g, '\\$&'));
  return new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`, 'gi');
}
