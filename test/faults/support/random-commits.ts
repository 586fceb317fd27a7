import { readFileSync } from 'node:fs';
import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Files } from './fault-world.ts';
import type { Random } from './random.ts';

const MODELS = ['alpha', 'beta', 'gamma', 'delta'];
const FOLDERS = ['models', 'teams/one', 'teams/two/deep'];

/** Written into files that are to be broken: each is refused, in another way. */
const DAMAGES: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, -3),
  (text) => text.replace('"model_name"', '"model_nmae"').replace('"image_tag"', '"image_tga"'),
  (text) => text.replace('"pipeline_type": "', '"pipeline_type": "x_'),
  () => '',
  (text) => text.replace('{', '{ "tags": 5,'),
];

/** One config file as its author thinks of it. */
interface Written {
  readonly type: PipelineType;
  readonly model: string;
  /** Chooses the values of what can be changed. */
  readonly version: number;
  readonly damage?: number;
}

/** What there is to change: an attribute and its values. */
const KNOBS: Readonly<Record<PipelineType, (version: number) => object>> = {
  model_training_builtin: (version) => ({ instance_count: 1 + (version % 3) }),
  model_tuner_builtin: (version) => ({ training_data: `demand/train-${version % 4}/` }),
  model_autopilot_training: (version) => ({ target_attribute: `target_${version % 3}` }),
  byom_realtime_builtin: serving,
  byom_realtime_custom: serving,
  byom_batch_builtin: (version) => ({ batch_inference_data: `mlops-data-default/batch/${version % 3}/` }),
  byom_batch_custom: (version) => ({ batch_inference_data: `mlops-data-default/batch/${version % 3}/` }),
  byom_data_quality_monitor: watching,
  byom_model_quality_monitor: watching,
  byom_model_bias_monitor: watching,
  byom_model_explainability_monitor: watching,
  byom_image_builder: (version) => ({ custom_algorithm_docker: `fraud/image/${version % 3}.zip` }),
};

const PIPELINE_TYPES = Object.keys(KNOBS) as readonly PipelineType[];

const EXAMPLES = new Map(
  PIPELINE_TYPES.map((type) => {
    const file = new URL(`../../../examples/${type}/minimal/mlops-config.json`, import.meta.url);
    return [type, JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>] as const;
  }),
);

/**
 * A repository in the hands of people who create, change, move, rename, delete, break and repair config files of all
 * twelve types. One file is never touched, so that a stage never loses everything at once.
 */
export class RandomCommits {
  readonly #random: Random;
  readonly #files = new Map<string, Written>();

  constructor(random: Random) {
    this.#random = random;
    this.#create('anchor', 'byom_realtime_builtin');
    for (let count = random.below(3); count >= 0; count -= 1) this.#create();
  }

  /** What the newest commit holds. */
  get files(): Files {
    return Object.fromEntries([...this.#files].map(([path, written]) => [path, textOf(written)]));
  }

  /** Makes one commit of one to three edits and says which. */
  commit(): string {
    const said: string[] = [];
    for (let edits = this.#random.below(3); edits >= 0; edits -= 1) said.push(this.#edit());
    return said.join(', ');
  }

  /** Repairs everything that is broken. */
  repair(): void {
    for (const [path, written] of this.#files) this.#files.set(path, { ...written, damage: undefined });
  }

  #edit(): string {
    const paths = [...this.#files].filter(([, { model }]) => model !== 'anchor').map(([path]) => path);
    const broken = paths.filter((path) => this.#files.get(path)?.damage !== undefined);
    if (broken.length > 0 && this.#random.chance(0.7)) {
      this.repair();
      return 'repair';
    }
    const edit = paths.length === 0 ? 'create' : this.#random.pick(EDITS);
    if (edit === 'create') return `create ${this.#create()}`;
    const path = this.#random.pick(paths);
    const written = this.#files.get(path);
    if (written === undefined) throw new Error(path);
    switch (edit) {
      case 'change':
        this.#files.set(path, { ...written, version: this.#random.below(100) });
        break;
      case 'move':
        this.#files.delete(path);
        this.#files.set(this.#freePath(written), written);
        break;
      case 'rename': {
        const model = MODELS.find((name) => !this.#isTaken(name, written.type));
        if (model !== undefined) this.#files.set(path, { ...written, model });
        break;
      }
      case 'delete':
        this.#files.delete(path);
        break;
      case 'break':
        this.#files.set(path, { ...written, damage: this.#random.below(DAMAGES.length) });
        break;
      default:
        edit satisfies never;
    }
    return `${edit} ${path}`;
  }

  #create(model?: string, type?: PipelineType): string {
    const kind = type ?? this.#random.pick(PIPELINE_TYPES);
    const name = model ?? MODELS.find((each) => !this.#isTaken(each, kind));
    if (name === undefined) return 'nothing';
    const written = { type: kind, model: name, version: this.#random.below(100) };
    const path = this.#freePath(written);
    this.#files.set(path, written);
    return path;
  }

  #isTaken(model: string, type: PipelineType): boolean {
    return [...this.#files.values()].some((written) => written.model === model && written.type === type);
  }

  #freePath({ model, type }: Written): string {
    for (;;) {
      const path = `${this.#random.pick(FOLDERS)}/${model}-${type}-${this.#random.below(1_000)}/mlops-config.json`;
      if (!this.#files.has(path)) return path;
    }
  }
}

const EDITS = ['create', 'create', 'change', 'change', 'change', 'move', 'rename', 'delete', 'break'] as const;

function textOf({ type, model, version, damage }: Written): string {
  const identity = type === 'byom_image_builder' ? { image_tag: model } : { model_name: model };
  const knobs = KNOBS[type](version);
  const content = { ...EXAMPLES.get(type), ...identity, ...knobs, ...links({ type, model, version }) };
  const text = JSON.stringify(content, null, 2);
  return damage === undefined ? text : (DAMAGES[damage]?.(text) ?? text);
}

/** A monitor watches the endpoint of its model, which may or may not be in the repository. */
function links({ type, model, version }: Written): object {
  if (type.endsWith('_monitor')) return { endpoint_name: `${model}-live`, data_capture_location: `capture/${model}` };
  if (type !== 'byom_realtime_builtin') return {};
  const endpoint_name = version % 4 === 0 ? `${model}-renamed` : `${model}-live`;
  return { endpoint_name, data_capture_location: `capture/${model}` };
}

function serving(version: number): object {
  const tagged = version % 5 === 0 ? { tags: { team: `team-${version % 3}` } } : {};
  return { instance_count: 1 + (version % 3), ...tagged };
}

function watching(version: number): object {
  return { instance_volume_size: 30 + (version % 4), schedule_expression: `cron(0 ${version % 5} ? * * *)` };
}
