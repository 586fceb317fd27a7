import type { Finding, Place } from '../../model/finding.ts';
import type { Settings, Stage } from '../../model/settings.ts';
import { findingAt } from '../shared/finding-at.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import { findMisplacements, type Misplacement, type Naming, type Places } from './misplaced-stages.ts';
import { countOf, MOST_PLACES } from './several-places.ts';

/**
 * Where the account or region of a stage is wrong in the settings, the finding there in place of those that follow from
 * it. What follows is what `recheck` does not find with the settings that seem to be meant.
 */
export function blameSettings(
  findings: readonly Finding[],
  places: Omit<Places, 'settingsFile'> & { readonly settingsFile: ParsedFile | undefined },
  recheck: (settings: Settings) => readonly Finding[],
): readonly Finding[] {
  const { settings, settingsFile } = places;
  if (settingsFile === undefined) return findings;
  const wrong = findMisplacements(findings, { ...places, settingsFile });
  if (wrong.length === 0) return findings;
  const left = new Set(recheck(corrected(settings, wrong)).map(keyOf));
  const following = findings.filter((finding) => !left.has(keyOf(finding)));
  if (following.length === 0) return findings;
  const severity = following.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
  return [
    ...findings.filter((finding) => left.has(keyOf(finding))),
    ...inPairs(wrong).map(([first, other]) => {
      const { pointer, ...said } = other === undefined ? misplaced(first, severity) : swapped(first, other);
      const code = first.key === 'account' ? 'foreign-account' : 'foreign-region';
      const swap =
        other === undefined ? [] : [{ ...placeIn(settingsFile, pointerTo(other)), message: 'swapped with this' }];
      return findingAt(settingsFile, {
        severity,
        code,
        pointer,
        ...said,
        related: [...swap, ...[...first.places, ...(other?.places ?? [])].slice(0, MOST_PLACES).map(namedHere)],
      });
    }),
  ];
}

function keyOf({ file, pointer, code }: Finding): string {
  return `${file}\n${pointer}\n${code}`;
}

/** The settings that seem to be meant. */
function corrected(settings: Settings, wrong: readonly Misplacement[]): Settings {
  const stages = settings.stages.map((stage): Stage => {
    const own = wrong.filter((one) => one.stage === stage);
    const { account, region, ...others } = {
      ...stage,
      ...Object.fromEntries(own.map(({ key, meant }) => [key, meant])),
    };
    const isDefault = stage.assetsBucket === `mlops-assets-${stage.account}-${stage.region}`;
    return { ...others, account, region, ...(isDefault && { assetsBucket: `mlops-assets-${account}-${region}` }) };
  });
  return { ...settings, stages };
}

/** Two stages that have each other's value are one slip. */
function inPairs(wrong: readonly Misplacement[]): readonly (readonly [Misplacement, Misplacement?])[] {
  const paired = new Set<Misplacement>();
  return wrong.flatMap((one): readonly (readonly [Misplacement, Misplacement?])[] => {
    if (paired.has(one)) return [];
    const { key, stage, meant } = one;
    const other = wrong.find(
      (two) => two.key === key && two.stage[key] === meant && two.meant === stage[key] && !paired.has(two),
    );
    if (other === undefined) return [[one]];
    paired.add(other);
    return [[one, other]];
  });
}

function misplaced(
  { key, stage, isWritten, meant, places, ...at }: Misplacement,
  severity: Finding['severity'],
): Pick<Finding, 'pointer' | 'message' | 'hint'> {
  const { name, account, region } = stage;
  const named = `${countOf(places)} name`;
  if (key === 'account') {
    return {
      pointer: pointerTo({ key, isWritten, ...at }),
      message: `stage \`${name}\` is account ${account}, and ${named} account ${meant}`,
      hint:
        severity === 'error'
          ? `did you mean \`${meant}\`? If not, use keys of account ${account}, or add ${meant} to \`allowed_accounts\``
          : `did you mean \`${meant}\`? Ignore this if the policies of its keys let account ${account} use them`,
    };
  }
  const isShared = places.some(({ stages }) => stages.size > 1);
  const own = isWritten ? `is in region \`${region}\`` : `has no \`region\`, which means \`${region}\``;
  return {
    pointer: pointerTo({ key, isWritten, ...at }),
    message: `stage \`${name}\` ${own}, and ${named} \`${meant}\``,
    hint: `did you mean \`${meant}\`?${isShared ? ` If not, give these values per stage: { "${name}": ... }` : ''}`,
  };
}

function swapped(first: Misplacement, other: Misplacement): Pick<Finding, 'pointer' | 'message' | 'hint'> {
  const { key, stage, meant } = first;
  const names = `\`${stage.name}\` and \`${other.stage.name}\``;
  return {
    pointer: pointerTo(first),
    message: `stage \`${stage.name}\` has the ${key} ${show(first.stage[key], key)}, stage \`${other.stage.name}\` ${show(meant, key)}, and ${countOf([...first.places, ...other.places])} for ${names} name them the other way round`,
    hint: `did you mean \`${meant}\`, and \`${other.meant}\` for stage \`${other.stage.name}\`?`,
  };
}

function show(value: string, key: Misplacement['key']): string {
  return key === 'region' ? `\`${value}\`` : value;
}

function pointerTo({ key, index, isWritten }: Pick<Misplacement, 'key' | 'index' | 'isWritten'>): string {
  return isWritten ? `/stages/${index}/${key}` : `/stages/${index}`;
}

function placeIn(source: ParsedFile, pointer: string): Place {
  return { file: source.file, ...source.locate(pointer) };
}

function namedHere({ workload, pointer }: Naming): Place & { readonly message: string } {
  return { ...placeIn(workload.written.source, pointer), message: 'named here' };
}
