import { meantNumber } from '../../shape/explain/meant-number.ts';
import { shareOf } from '../../shared/share-of.ts';
import { showText, showValue } from '../../shared/show-value.ts';
import { didYouMean } from '../shared/did-you-mean.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining, type TrainingSpec } from '../shared/spec-kinds.ts';
import { HYPERPARAMETER_LIMITS, type Limits } from './hyperparameter-limits.ts';
import { meantHyperparameter } from './meant-hyperparameter.ts';

/**
 * Hyperparameters of Amazon's algorithms against what these take. Warnings: the job starts, and fails minutes later;
 * but a newer version may take more.
 *
 * `hyperparameter-value`: a value, or a part of a tuner's range, that the algorithm does not take.
 * `hyperparameter-unknown`: the algorithm knows no hyperparameter of that name, and one of nearly the same.
 */
export function checkHyperparameterValues({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec)) return;
  const { model_framework: framework, algo_hyperparameters: fixed } = spec.attributes;
  const limits = Object.hasOwn(HYPERPARAMETER_LIMITS, framework) ? HYPERPARAMETER_LIMITS[framework] : undefined;
  // With a script of one's own the names are its own, too.
  if (limits === undefined || Object.hasOwn(fixed, 'sagemaker_program')) return;
  for (const { name, attribute, kind, values } of hyperparametersOf(spec)) {
    const meant = meantHyperparameter(framework, name);
    if (meant !== undefined) {
      collector.report({
        code: 'hyperparameter-unknown',
        severity: 'warning',
        written,
        attribute,
        within: [name],
        part: 'key',
        message: `\`${framework}\` knows no hyperparameter ${showText(name)}`,
        hint: `did you mean \`${meant}\`?`,
      });
      continue;
    }
    const known = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (known === undefined) continue;
    if (kind === 'continuous' && known.isWhole === true) {
      collector.report({
        code: 'hyperparameter-value',
        severity: 'warning',
        written,
        attribute,
        within: [name, 0],
        message: `\`${name}\` of \`${framework}\` is a whole number, and its range is continuous`,
        hint: 'make the range `integer`',
      });
      continue;
    }
    // Bounds in the wrong order are a finding of the range's own, and one of them a slip.
    if (kind !== undefined && kind !== 'categorical' && Number(values[0]?.value) > Number(values[1]?.value)) continue;
    for (const { value, within } of values) {
      // A broken number as a bound of whole ones is the range's own fault.
      const fault = kind === 'integer' && !Number.isInteger(Number(value)) ? undefined : faultOf(value, known);
      if (fault === undefined) continue;
      const { message, hint } = fault;
      const text = `\`${name}\` of \`${framework}\` ${message}`;
      collector.report({
        code: 'hyperparameter-value',
        severity: 'warning',
        written,
        attribute,
        within,
        message: text,
        hint,
      });
      break;
    }
  }
}

interface Hyperparameter {
  readonly name: string;
  readonly attribute: string;
  /** Of a range. */
  readonly kind?: string;
  readonly values: readonly { readonly value: unknown; readonly within: readonly (string | number)[] }[];
}

/** The fixed ones, and of a tuner the bounds of ranges and the values to try. */
function* hyperparametersOf(spec: TrainingSpec): Iterable<Hyperparameter> {
  for (const [name, value] of Object.entries(spec.attributes.algo_hyperparameters)) {
    yield { name, attribute: 'algo_hyperparameters', values: [{ value, within: [name] }] };
  }
  if (spec.pipelineType !== 'model_tuner_builtin') return;
  for (const [name, [kind, items]] of Object.entries(spec.attributes.hyperparameters_ranges)) {
    const list: readonly unknown[] = kind === 'categorical' ? items : items.slice(0, 2);
    const values = list.map((value, index) => ({ value, within: [name, 1, index] }));
    yield { name, attribute: 'hyperparameters_ranges', kind, values };
  }
}

function faultOf(value: unknown, limits: Limits): { readonly message: string; readonly hint: string } | undefined {
  const text = String(value);
  const { words, form, also } = limits;
  if (also?.includes(text) === true) return undefined;
  if (words !== undefined) {
    if (words.includes(text)) return undefined;
    const list = `use one of ${words.map((word) => `\`${word}\``).join(', ')}`;
    const joined = words.find((word) => word.replaceAll(/\W/g, '') === text.replaceAll(/[\W_]/g, '').toLowerCase());
    return {
      message: `takes no ${showText(text)}`,
      hint: joined === undefined ? didYouMean(text, words, list) : `did you mean \`${joined}\`?`,
    };
  }
  if (limits.list !== undefined) return listFault(text, limits.list);
  if (form !== undefined) {
    if (form.pattern.test(text)) return undefined;
    return { message: `takes no ${showText(text)}`, hint: `write for example \`"${form.example}"\`` };
  }
  return numberFault(value, limits);
}

/** Names behind commas, some with a threshold: `auc,error@0.7`. */
function listFault(text: string, known: readonly string[]): ReturnType<typeof faultOf> {
  for (const item of text.replaceAll(/[[\]'"\s]/g, '').split(',')) {
    const name = item.replace(/@.*$|-$/, '');
    if (known.includes(name)) continue;
    return { message: `takes no ${showText(name)}`, hint: didYouMean(name, known, `use some of ${known.join(', ')}`) };
  }
  return undefined;
}

function numberFault(value: unknown, limits: Limits): ReturnType<typeof faultOf> {
  if (isTaken(value, limits)) return undefined;
  const { min, isOpen, max, isWhole } = limits;
  const what = isWhole === true ? 'a whole number' : 'a number';
  const least = min === undefined ? '' : ` ${isOpen === true ? 'above' : 'from'} ${min}`;
  const most = max === undefined ? (isOpen === true ? '' : ' on') : ` to ${max}`;
  const hint = `write ${what}${least}${min === undefined ? '' : most}`;
  const meant = meantBy(String(value).trim(), limits);
  return {
    message: `cannot be ${showValue(value)}`,
    hint: meant === undefined ? hint : `${hint}: did you mean \`${meant}\`?`,
  };
}

function isTaken(value: unknown, { min, isOpen, max, isWhole }: Limits): boolean {
  const text = String(value).trim();
  const number = text === '' ? NaN : Number(text);
  return (
    Number.isFinite(number) &&
    // Texts are read by Python’s `int`, which takes neither `1e3` nor `1.0`.
    (isWhole !== true || (typeof value === 'string' ? /^[+-]?\d+$/.test(text) : Number.isInteger(number))) &&
    (min === undefined || (isOpen === true ? number > min : number >= min)) &&
    (max === undefined || number <= max)
  );
}

/** What a number of another notation means, if it is taken: a percentage, a decimal comma, a unit behind it. */
function meantBy(text: string, limits: Limits): number | undefined {
  function taken(...candidates: readonly number[]): number | undefined {
    return candidates.find((candidate) => isTaken(candidate, limits));
  }
  if (limits.isWhole === true) return taken(Number(meantNumber(text, '')));
  const [, number, unit = ''] = /^(-?\d+(?:[.,]\d+)?)\s*(%|[a-z]*)$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  const given = Number(number.replace(',', '.'));
  if (unit === '%') return taken(shareOf(given));
  if (unit.toLowerCase() === 'k') return taken(given * 1000);
  // A thousand to some, and one to others.
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(number) && taken(given * 1000) !== undefined) return undefined;
  const isPercentage = unit === '' && Number.isInteger(given) && given >= 10 && given <= 100;
  return isPercentage ? taken(given, shareOf(given)) : taken(given);
}
