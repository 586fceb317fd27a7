import type { Finding } from '../../model/finding.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import { pointerOf } from '../rules/shared/finding-collector.ts';
import { strangeRegion } from '../rules/shared/region-names.ts';
import { NAMING, originOf, type NamingAttribute, type Origin } from '../rules/shared/resource-origin.ts';
import type { ResolvedWorkload } from '../rules/shared/rule.ts';
import { writtenValue } from '../rules/shared/written-name.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import { UNNAMED_ACCOUNT } from '../settings/with-caller-account.ts';

/** A value of the settings against which all config files speak. */
export interface Misplacement {
  readonly key: 'account' | 'region';
  readonly stage: Stage;
  /** Where the stage stands in the settings file. */
  readonly index: number;
  readonly isWritten: boolean;
  readonly meant: string;
  readonly places: readonly Naming[];
}

/** A value of a config file that names an account and a region. */
export interface Naming extends Origin {
  readonly value: string;
  readonly file: string;
  readonly pointer: string;
  /** The stages that it is for. */
  readonly stages: Set<string>;
  readonly workload: ResolvedWorkload;
}

/** What is known of the commit. */
export interface Places {
  readonly settings: Settings;
  readonly settingsFile: ParsedFile;
  readonly resolved: readonly ResolvedWorkload[];
}

type WrittenStage = Readonly<Record<string, unknown>>;

const CODES = {
  account: ['foreign-account'],
  region: ['foreign-region', 'foreign-partition'],
} as const;

/** Codes that a wrong account or region of a stage gives to the values of config files. */
const ALL_CODES: readonly string[] = [...CODES.account, ...CODES.region];

/**
 * Accounts and regions of stages that are wrong in the settings, as far as config files are of one mind: of what they
 * name for the stage alone, two values or more agree, none disagrees, and each would be a finding.
 */
export function findMisplacements(
  findings: readonly Finding[],
  { settings, settingsFile, resolved }: Places,
): readonly Misplacement[] {
  const found = findings.filter(({ code, file }) => ALL_CODES.includes(code) && file !== settingsFile.file);
  if (found.length < 2) return [];
  const written = (settingsFile.value as { readonly stages?: unknown } | null)?.stages;
  if (!Array.isArray(written) || written.length > settings.stages.length) return [];
  const said = new Set(found.map(({ code, file, pointer }) => `${code}\n${file}\n${pointer}`));
  const all = namingsOf(resolved);
  const used = new Set(all.flatMap(({ value, stages }) => [...stages].map((stage) => `${stage}\n${value}`)));
  return settings.stages.flatMap((stage) => {
    const index = written.findIndex((one: WrittenStage | null) => one?.['name'] === stage.name);
    if (index < 0) return [];
    const namings = all.filter(({ stages }) => stages.has(stage.name));
    const about = { stage, own: written[index] as WrittenStage, namings, used, settings };
    return (['account', 'region'] as const).flatMap((key): readonly Misplacement[] => {
      const isWritten = about.own[key] !== undefined;
      // One of a wrong form has its own finding; an account that is missing is that of the credentials.
      if (isWritten ? about.own[key] !== stage[key] : key === 'account') return [];
      const agreeing = key === 'account' ? otherAccount(about) : otherRegion(about);
      const places = agreeing.filter((place) => isSaid(place, key, said));
      const [first] = places;
      if (first === undefined || places.length < 2) return [];
      return [{ key, stage, index, isWritten, meant: first[key], places }];
    });
  });
}

/** Every written value once, with the stages that it is for. */
function namingsOf(resolved: readonly ResolvedWorkload[]): readonly Naming[] {
  const namings = new Map<string, Naming>();
  for (const entry of resolved) {
    const { written, workload } = entry;
    const { stage } = workload.spec.environment;
    for (const attribute of NAMING) {
      const value = writtenValue(written, attribute, stage);
      const origin = typeof value === 'string' && isUsed(attribute, entry) ? originOf(attribute, value) : undefined;
      if (typeof value !== 'string' || origin === undefined) continue;
      const { file } = written.source;
      const pointer = pointerOf({ written, attribute, stage });
      const known = namings.get(`${file}\n${pointer}`);
      if (known !== undefined) known.stages.add(stage);
      else
        namings.set(`${file}\n${pointer}`, {
          ...origin,
          value,
          file,
          pointer,
          stages: new Set([stage]),
          workload: entry,
        });
    }
  }
  return [...namings.values()];
}

function isUsed(attribute: NamingAttribute, { written, workload }: ResolvedWorkload): boolean {
  if (attribute !== 'custom_image_uri') return true;
  return writtenValue(written, 'model_package_name', workload.spec.environment.stage) === undefined;
}

interface StageNamings {
  readonly stage: Stage;
  /** The stage as the settings file has it. */
  readonly own: WrittenStage;
  /** What is named for this stage. */
  readonly namings: readonly Naming[];
  /** Stage and value of all that is named. */
  readonly used: ReadonlySet<string>;
  readonly settings: Settings;
}

/**
 * The values that agree on another account, if keys are among them. Images and model packages alone prove nothing: many
 * teams keep them in one central account. Nor does what several stages share, or a key that its own stage uses as well.
 */
function otherAccount({ stage, own, namings, used, settings }: StageNamings): readonly Naming[] {
  if (settings.stages.some((one) => one.account === UNNAMED_ACCOUNT || one.isAccountDoubtful === true)) return [];
  const alone = namings.filter(({ stages }) => stages.size === 1);
  const keys = alone.filter(({ attribute }) => attribute === 'kms_key_arn');
  const meant = keys[0]?.account ?? stage.account;
  if (!keys.every(({ account }) => account === meant) || !/^\d{12}$/.test(meant)) return [];
  if ([...alone.map(({ account }) => account), ...arnsOf(own).map(accountIn)].includes(stage.account)) return [];
  if (keys.some(({ value }) => isLent(value, { stage, used, settings }))) return [];
  return namings.filter(({ account }) => account === meant);
}

/** True of a key that a stage of its account uses as well. */
function isLent(value: string, { stage, used, settings }: Pick<StageNamings, 'stage' | 'used' | 'settings'>): boolean {
  return settings.stages.some(
    (other) => other !== stage && other.account === accountIn(value) && used.has(`${other.name}\n${value}`),
  );
}

/** The values, all there are, that agree on another region; what stages share must fit the others. */
function otherRegion({ stage, own, namings, settings }: StageNamings): readonly Naming[] {
  const meant = namings[0]?.region ?? stage.region;
  if (meant === stage.region || stage.isRegionDoubtful === true) return [];
  if (strangeRegion(meant) !== undefined || strangeRegion(stage.region) !== undefined) return [];
  const isFit = settings.stages.every(
    (other) => other === stage || other.region === meant || namings.every(({ stages }) => !stages.has(other.name)),
  );
  const said = [...arnsOf(own), settings.notifications.topicArn ?? ''].map((arn) => arn.split(':')[3]);
  if (!isFit || said.includes(stage.region)) return [];
  return namings.every(({ region }) => region === meant) ? namings : [];
}

/** The ARNs that the settings give to the stage. */
function arnsOf(own: WrittenStage): readonly string[] {
  return Object.values(own).filter((value): value is string => typeof value === 'string' && value.startsWith('arn:'));
}

function accountIn(arn: string): string | undefined {
  return arn.split(':')[4];
}

/** True of a value with a finding of its own, or in a map that has one: two keys of it are swapped. */
function isSaid({ file, pointer }: Naming, key: Misplacement['key'], said: ReadonlySet<string>): boolean {
  const map = pointer.slice(0, pointer.lastIndexOf('/'));
  return CODES[key].some((code) => said.has(`${code}\n${file}\n${pointer}`) || said.has(`${code}\n${file}\n${map}`));
}
