import { namesIn } from './names-in.ts';

/** Endings of data files, archives and documents: what ends so is hardly a folder or a bucket. */
export const FILE_ENDINGS: ReadonlySet<string> = new Set(
  namesIn('csv tsv json jsonl jsonlines parquet txt gz zip tar pkl joblib manifest out xml html'),
);
