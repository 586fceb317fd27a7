import { isOneSlipApart } from '../../../model/nearest.ts';
import { showText } from '../../shared/show-value.ts';
import type { Fault, FindingCollector } from '../shared/finding-collector.ts';
import { namesIn } from '../shared/names-in.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch, isTraining } from '../shared/spec-kinds.ts';
import type { WorkloadCheck } from '../shared/workload-check.ts';

/** What XGBoost's container reads, beside CSV with parameters ("Input/Output Interface for the XGBoost Algorithm"). */
const XGBOOST = namesIn(`
  csv libsvm parquet recordio-protobuf text/csv text/libsvm text/x-libsvm application/x-parquet
  application/x-recordio-protobuf
`);

/** Types that SageMaker's algorithms, serving containers and customers' own containers commonly take. */
const KNOWN: ReadonlySet<string> = new Set([
  ...XGBOOST,
  ...namesIn(`
    json jsonl jsonlines ndjson recordio tsv txt text image avro orc
    text/plain text/html text/xml text/tsv text/tab-separated-values text/markdown text/x-csv text/json
    application/csv application/json application/jsonl application/jsonlines application/json-lines
    application/x-json application/x-jsonl application/x-jsonlines application/x-ndjson application/ndjson
    application/json-seq application/ld+json application/xml application/x-xml application/pdf application/zip
    application/gzip application/x-gzip application/octet-stream application/parquet application/avro
    application/vnd.apache.parquet application/x-recordio application/x-image application/x-npy application/x-npz
    application/npy application/npz application/x-pickle application/pickle application/python-pickle
    application/x-protobuf application/protobuf application/x-tfrecord application/x-tfexample application/x-text
    application/x-www-form-urlencoded application/x-tar application/x-hdf5 application/orc application/libsvm
    multipart/form-data image/jpeg image/jpg image/png image/gif image/bmp image/tiff image/tif image/webp
    image/svg+xml image/heic audio/wav audio/wave audio/x-wav audio/x-audio audio/mpeg audio/mp3 audio/mp4 audio/m4a
    audio/flac audio/ogg video/mp4 video/mpeg video/webm
  `),
]);

const ATTRIBUTES = ['content_type', 'accept'] as const;

/**
 * `content-type-unknown` (warning): almost a known content type, which is most probably meant; or, in a training job of
 * XGBoost, one that its container refuses. Others are a matter of the container.
 */
export function createContentTypeCheck(): WorkloadCheck {
  /** Values without fault, by whether XGBoost is to read them: a commit has few. */
  const fine = { own: new Set<string>(), xgboost: new Set<string>() };
  return function checkContentType(entry, collector) {
    const { spec } = entry.workload;
    const isTrained = isTraining(spec);
    if (!isTrained && !isBatch(spec)) return;
    const attributes = spec.attributes as Partial<Record<(typeof ATTRIBUTES)[number], string>>;
    for (const attribute of ATTRIBUTES) {
      entry.written.doubt?.settle();
      const value = attributes[attribute];
      if (value === undefined) continue;
      const isXgboost = isTrained && spec.attributes.model_framework === 'xgboost';
      const known = isXgboost ? fine.xgboost : fine.own;
      if (known.has(value)) continue;
      const fault = isXgboost ? xgboostFault(value) : slipFault(attribute, value);
      if (fault === undefined) known.add(value);
      else report(entry, { ...fault, attribute }, collector);
    }
  };
}

type Words = Pick<Fault, 'message' | 'hint'>;

function xgboostFault(value: string): Words | undefined {
  const type = plain(value);
  if (XGBOOST.includes(type)) return undefined;
  const near = XGBOOST.find((name) => isOneSlipApart(type, name));
  const message = `a training job of \`xgboost\` reads no content type ${showText(value)}`;
  return { message, hint: near === undefined ? `use one of ${XGBOOST.join(', ')}` : `did you mean \`${near}\`?` };
}

function slipFault(attribute: string, value: string): Words | undefined {
  const type = plain(value);
  if (KNOWN.has(type)) return undefined;
  const near = [...KNOWN].find((name) => isOneSlipApart(type, name));
  if (near === undefined) return undefined;
  return {
    message: `\`${attribute}\` ${showText(value)} is no content type that is known`,
    hint: `did you mean \`${near}\`? Ignore this if the container knows the type`,
  };
}

function report(
  { written, workload }: ResolvedWorkload,
  fault: Words & Pick<Fault, 'attribute'>,
  collector: FindingCollector,
): void {
  const { stage } = workload.identity;
  collector.report({ ...fault, code: 'content-type-unknown', severity: 'warning', written, stage });
}

/** Without parameters, such as `; charset=utf-8`, and in lower case. */
function plain(value: string): string {
  const end = value.indexOf(';');
  return (end === -1 ? value : value.slice(0, end)).trim().toLowerCase();
}
