import type { Finding } from '../model/finding.ts';

/** What follows from stages that nobody declares. */
const OF_STAGES: ReadonlySet<string> = new Set(['unknown-stage', 'stage-value-missing']);

/** Warnings that something is missing, which may well stand in a config file that is not read. */
const OF_WORKLOADS: ReadonlySet<string> = new Set(['monitored-endpoint-unknown', 'custom-image-unbuilt']);

/** Both lists of findings, without those of the second that follow from the first. */
export interface Blamed {
  readonly discovered: readonly Finding[];
  readonly desired: readonly Finding[];
}

/**
 * Where a file is not read because of its name, the finding there in place of those that follow from it. Settings that
 * are not read are an error then: without their stages no config file is what it was meant to be.
 */
export function blameNearMiss(
  discovered: readonly Finding[],
  desired: readonly Finding[],
  hasSettings: boolean,
): Blamed {
  const misnamed = discovered.filter(({ code }) => code === 'near-miss');
  if (misnamed.length === 0) return { discovered, desired };
  const settings = hasSettings ? [] : misnamed.filter(({ file }) => meansSettings(file));
  const isOfStages = settings.length === 1 && desired.some(({ code }) => OF_STAGES.has(code));
  const areConfigs = misnamed.some(({ file }) => !meansSettings(file));
  return {
    discovered: isOfStages
      ? discovered.map((finding): Finding => (settings[0] === finding ? { ...finding, severity: 'error' } : finding))
      : discovered,
    desired: desired.filter(
      ({ code }) => !(isOfStages && OF_STAGES.has(code)) && !(areConfigs && OF_WORKLOADS.has(code)),
    ),
  };
}

function meansSettings(file: string): boolean {
  return /sett/i.test(file.slice(file.lastIndexOf('/') + 1));
}
