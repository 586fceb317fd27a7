import { partitionOf } from '../../../../pipelines/shared/partition.ts';
import type { StageEnvironment } from '../../../../pipelines/spec.ts';
import type { Settings, Stage } from '../../../model/settings.ts';
import { UNNAMED_ACCOUNT } from '../../settings/with-caller-account.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import type { Fault, Spot } from '../shared/finding-collector.ts';
import { strangeRegion } from '../shared/region-names.ts';
import { keyIdFault } from '../shared/kms-key-id.ts';
import { isPublisher, NAMING, originOf, type NamingAttribute, type Origin } from '../shared/resource-origin.ts';
import type { RuleContext } from '../shared/rule.ts';
import type { WorkloadCheck } from '../shared/workload-check.ts';
import { writtenValue } from '../shared/written-name.ts';

/** Where a stage is, as far as the settings say it; what is undefined is not known, or not to be relied on. */
interface Home {
  readonly stage: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** What was found to be where it is wanted: most workloads of a stage name the same key. */
  readonly fine: Set<string>;
}

/**
 * Keys, model packages and images of another account, region or partition than the stage's. All errors: SageMaker
 * takes them only from its own region, and another account's only where somebody has agreed to it.
 *
 * `foreign-partition`, `foreign-region`; `foreign-account`, unless the account is the one of some stage's, stands in
 * `allowed_accounts` of the settings, or publishes AWS's own images. KMS aliases are accepted like keys. A key that a
 * map by stage, or a workload of one stage, takes from another stage's account is a warning: its policy may let both
 * use it. `kms-key-id` (warning):
 * of a key in its place, with an id that no key has.
 *
 * Nothing is compared with a region that nobody knows, or with what the settings do not say: without an account it
 * is the one of the credentials, and without stages their region counts as well.
 */
export function createForeignResourceCheck({ resolved, settings, settingsFile }: RuleContext): WorkloadCheck {
  const allowed = new Set([
    ...settings.allowedAccounts,
    ...settings.stages.map((stage) => stage.account),
    ...lostAccounts(settings, settingsFile?.value),
  ]);
  const homes = new Map<StageEnvironment, Home>();
  let stagesOf: Map<WrittenWorkload, number> | undefined;
  /** True of a workload of one stage: what is written plainly is for that one alone. */
  function isAlone(written: WrittenWorkload): boolean {
    if (stagesOf === undefined) {
      stagesOf = new Map();
      for (const entry of resolved) stagesOf.set(entry.written, (stagesOf.get(entry.written) ?? 0) + 1);
    }
    return stagesOf.get(written) === 1;
  }
  return function checkForeignResource({ written, workload }, collector) {
    const { environment, attributes } = workload.spec;
    let home = homes.get(environment);
    if (home === undefined) homes.set(environment, (home = homeOf(environment, settings)));
    for (const attribute of NAMING) {
      const value = (attributes as Partial<Record<NamingAttribute, string>>)[attribute];
      if (value === undefined || home.fine.has(value)) continue;
      const at = { written, attribute, stage: home.stage };
      const origin = originOf(attribute, value);
      const fault = origin && faultOf(origin, home, allowed);
      if (fault === undefined) {
        const owner = origin && otherOwner(origin, home, { written, settings });
        const ofId = attribute === 'kms_key_arn' && owner === undefined ? keyIdFault(value) : undefined;
        if (owner === undefined && ofId === undefined) home.fine.add(value);
        else if (ofId !== undefined && isWritten(at)) collector.report({ ...at, ...ofId });
        else if (owner !== undefined && (isInMap(written, attribute) || (isWritten(at) && isAlone(written)))) {
          collector.report({ severity: 'warning', ...lent(at, home, owner) });
        }
      } else if (isWritten(at)) {
        const isSomeRegion = settings.stages.some(({ region }) => region === origin?.region);
        const isOfStage = home.region === undefined || isInMap(written, attribute) || !isSomeRegion;
        const other =
          isOfStage || fault.code !== 'foreign-region' ? '' : `, or one value per stage: { "${home.stage}": ... }`;
        collector.report({ ...at, severity: 'error', ...fault, hint: `${fault.hint}${other}` });
      }
    }
  };
}

/** Accounts of stages that a fault of the settings, such as a wrong name, keeps from being known. */
function lostAccounts({ stages }: Settings, value: unknown): readonly string[] {
  const written = (value as { readonly stages?: unknown } | null | undefined)?.stages;
  if (!Array.isArray(written) || written.length <= stages.length) return [];
  return written.map((stage: unknown) => String((stage as { readonly account?: unknown } | null)?.account));
}

function homeOf({ stage, account, region }: StageEnvironment, { stages, doubtful }: Settings): Home {
  // Who does not name one account may share it with anybody.
  const areNamed =
    doubtful?.includes('allowed_accounts') !== true &&
    stages.every((other) => other.account !== UNNAMED_ACCOUNT && other.isAccountDoubtful !== true);
  const isUnstaged = account === UNNAMED_ACCOUNT && stages.length === 1 && stage === 'default';
  const isDoubtful = stages.some((other) => other.name === stage && other.isRegionDoubtful === true);
  const isKnown = !isUnstaged && !isDoubtful && strangeRegion(region) === undefined;
  return { stage, account: areNamed ? account : undefined, region: isKnown ? region : undefined, fine: new Set() };
}

/** The stage whose key this is, when it is that of another one: of several the one that has this stage's in turn. */
function otherOwner(
  { attribute, account }: Origin,
  home: Home,
  { written, settings }: { readonly written: WrittenWorkload; readonly settings: Settings },
): Stage | undefined {
  if (attribute !== 'kms_key_arn' || home.account === undefined || account === home.account) return undefined;
  if (settings.allowedAccounts.includes(account)) return undefined;
  const owners = settings.stages.filter((stage) => stage.account === account);
  return owners.find((owner) => keyAccount(written, owner) === home.account) ?? owners[0];
}

/** The account of the key that is written for a stage. */
function keyAccount(written: WrittenWorkload, { name }: Stage): string | undefined {
  const value = writtenValue(written, 'kms_key_arn', name);
  return typeof value === 'string' ? originOf('kms_key_arn', value)?.account : undefined;
}

/** In the config: what the settings give to a stage has its place, and its finding, there. */
function isWritten({ written, attribute = '', stage = '' }: Spot): boolean {
  return writtenValue(written, attribute, stage) !== undefined;
}

function isInMap(written: WrittenWorkload, attribute: string): boolean {
  const value = written.attributes[attribute];
  return typeof value === 'object' && value !== null;
}

function lent(at: Spot, home: Home, owner: Stage): Omit<Fault, 'severity'> {
  const { stage, account } = home;
  const code = 'foreign-account';
  const { written, attribute = '' } = at;
  // One slip, at the map: the other stage says the same of itself, and is not heard twice.
  if (account !== undefined && keyAccount(written, owner) === account) {
    return {
      written,
      attribute,
      code,
      message: `the KMS key for stage \`${stage}\` belongs to account ${owner.account}, that of stage \`${owner.name}\`, and the key for \`${owner.name}\` to that of \`${stage}\``,
      hint: 'swap the two; ignore this if their policies let the accounts use them so',
    };
  }
  return {
    ...at,
    code,
    message: `the KMS key for stage \`${stage}\` belongs to account ${owner.account}, that of stage \`${owner.name}\``,
    hint: `use a key of account ${account ?? ''}; ignore this if the policy of this one lets account ${account ?? ''} use it`,
  };
}

function faultOf(
  origin: Origin,
  { stage, account, region }: Home,
  allowed: ReadonlySet<string>,
): Pick<Fault, 'code' | 'message' | 'hint'> | undefined {
  const elsewhere =
    region === undefined ? noRegionFault(origin) : (misspeltRegion(origin) ?? regionFault(origin, stage, region));
  if (elsewhere !== undefined) return elsewhere;
  if (account === undefined || origin.account === account || allowed.has(origin.account) || isPublisher(origin))
    return undefined;
  return {
    code: 'foreign-account',
    message: `the ${origin.what} belongs to account ${origin.account}, stage \`${stage}\` is account ${account}`,
    hint: `use ${articled(origin.what)} of account ${account}, or add ${origin.account} to \`allowed_accounts\` in mlops-settings.json`,
  };
}

function misspeltRegion({ what, region }: Origin): Pick<Fault, 'code' | 'message' | 'hint'> | undefined {
  const strange = strangeRegion(region);
  if (strange?.isMisspelt !== true) return undefined;
  return {
    code: 'foreign-region',
    message: `the ${what} is in region \`${region}\`, which AWS does not have`,
    hint: strange.near === undefined ? 'write its code, such as `eu-central-1`' : `did you mean \`${strange.near}\`?`,
  };
}

/** What an ARN or address says against itself, whatever the region of the stage. */
function noRegionFault(origin: Origin): Pick<Fault, 'code' | 'message' | 'hint'> | undefined {
  const { what, partition, region } = origin;
  const misspelt = misspeltRegion(origin);
  if (misspelt !== undefined) return misspelt;
  const wanted = partitionOf(region).partition;
  if (partition === undefined || partition === wanted) return undefined;
  return {
    code: 'foreign-partition',
    message: `the ${what} is in partition \`${partition}\`, and its region \`${region}\` in \`${wanted}\``,
    hint: `write \`arn:${wanted}:\`, or the region that is meant`,
  };
}

function regionFault(
  origin: Origin,
  stage: string,
  region: string,
): Pick<Fault, 'code' | 'message' | 'hint'> | undefined {
  const partition = partitionOf(region).partition;
  if (origin.partition !== undefined && origin.partition !== partition) {
    return {
      code: 'foreign-partition',
      message: `the ${origin.what} is in partition \`${origin.partition}\`, stage \`${stage}\` in \`${partition}\` (${region})`,
      hint: `use ${articled(origin.what)} of \`${partition}\`: nothing crosses partitions`,
    };
  }
  if (origin.region === region) return undefined;
  return {
    code: 'foreign-region',
    message: `the ${origin.what} is in region \`${origin.region}\`, stage \`${stage}\` in \`${region}\``,
    hint: `use ${articled(origin.what)} of \`${region}\``,
  };
}

function articled(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}
