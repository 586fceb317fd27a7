/** Names of one and the same measure, without case and signs: what libraries, papers and the algorithms call it. */
const SAME: readonly (readonly string[])[] = [
  ['auc', 'rocauc', 'aucroc', 'rocaucscore', 'discriminatorauc'],
  ['f1', 'f1score', 'fscore', 'fbeta', 'binaryfbeta'],
  ['f1macro', 'macrof1', 'f1scoremacro', 'macrof1score', 'macrofbeta'],
  ['accuracy', 'acc', 'accuracyscore', 'binaryclassificationaccuracy', 'multiclassaccuracy', 'pixelaccuracy'],
  ['rmse', 'rootmeansquarederror'],
  ['mse', 'meansquarederror'],
  ['mae', 'meanabsoluteerror', 'absoluteloss'],
  ['logloss', 'binarylogloss', 'binarycrossentropy'],
  ['mlogloss', 'multilogloss', 'multiclasslogloss'],
  ['r2', 'r2score', 'rsquared'],
  ['map', 'meanaverageprecision'],
  ['miou', 'meaniou'],
  ['precision', 'precisionscore'],
  ['recall', 'recallscore', 'sensitivity'],
];

/** A metric without the data that it is measured on: `validation:`, `val_`. */
function measureOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:val(?:id(?:ation)?)?|train|test)[-_:.\s]+/, '')
    .replaceAll(/[^a-z0-9]/g, '');
}

/**
 * The names that are another spelling of the given one, or another word for it. None where it is a measure that is not
 * among them, and undefined where it is no measure that is known: what is near to it by its letters may be meant.
 */
export function meantMetrics(given: string, names: readonly string[]): readonly string[] | undefined {
  const measure = measureOf(given);
  const exact = names.filter((name) => measureOf(name) === measure);
  if (exact.length > 0) return exact;
  const same = SAME.find((group) => group.includes(measure));
  return same && names.filter((name) => same.includes(measureOf(name)));
}
