import { parseSettings, SETTINGS_FILE } from '../config/settings/settings.ts';
import { withCallerAccount } from '../config/settings/with-caller-account.ts';
import { withControlPlaneRoles } from '../config/settings/with-control-plane-roles.ts';
import { UserError } from '../model/errors.ts';
import { hasErrors } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitWriter } from '../ports/commit-writer.ts';
import { findingBody, RequestRefused, success, type ApiAnswer } from './answer.ts';
import { commitChange, type CommitContext } from './commit-change.ts';
import { locateWorkload, type Location } from './locate-workload.ts';
import { writePipelineId } from './pipeline-id.ts';
import { proposeChange } from './propose-change.ts';
import { acceptConfig, readConfig, type AcceptedConfig, type RequestedConfig } from './read-config.ts';
import type { ApiRequest } from './read-request.ts';
import { replaceWorkload, writeConfig } from './replace-workload.ts';

export interface ProvisionContext {
  readonly writer: CommitWriter;
  readonly branch: string;
  /** What a request becomes. */
  readonly mode: 'commit' | 'pull_request';
  readonly clock: Clock;
  /** Where the function runs: what settings without account and region mean. */
  readonly home: { readonly account: string; readonly region: string };
}

/** How often a commit is tried anew when somebody else was faster. */
const MOST_ATTEMPTS = 5;
/** Milliseconds before the second attempt; doubled for each further one. */
const FIRST_PAUSE = 200;

/**
 * `POST /provisionpipeline`: the config of the body becomes a commit on the watched branch, or a pull request. What is
 * committed already becomes neither. Throws RequestRefused for what the caller has to mend, UserError for the host.
 */
export async function provisionPipeline(request: ApiRequest, context: ProvisionContext): Promise<ApiAnswer> {
  const requested = readConfig(request.bytes);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(request, { requested, context });
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'commit-conflict' || attempt === MOST_ATTEMPTS) throw error;
      await context.clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1));
    }
  }
}

async function attemptOnce(
  request: ApiRequest,
  { requested, context }: { readonly requested: RequestedConfig; readonly context: ProvisionContext },
): Promise<ApiAnswer> {
  const { writer, branch } = context;
  const tip = await writer.readTip(branch);
  const { settings, source } = await readSettings(tip, context);
  const accepted = acceptConfig(requested, { settings, settingsFile: source });
  const location = await locateWorkload(tip, { accepted, settings, writer });
  const bytes = changedBytes(location, accepted);
  if (bytes === undefined) return unchanged(tip, { location, accepted, context });
  const change: CommitContext = { ...context, request, accepted, location, bytes, tip };
  return context.mode === 'commit' ? commitChange(change) : proposeChange(change);
}

/** The settings of a commit. Throws RequestRefused 409 when they are wrong: nothing can be deployed with them. */
export async function readSettings(
  commit: string,
  { writer, home }: Pick<ProvisionContext, 'writer' | 'home'>,
): Promise<{ readonly settings: Settings; readonly source: ReturnType<typeof parseSettings>['source'] }> {
  const file = await writer.readFile(commit, SETTINGS_FILE);
  const { settings, findings, source } = parseSettings(file?.bytes, SETTINGS_FILE);
  if (hasErrors(findings)) {
    const [first] = findings;
    const place = first === undefined ? '' : `:${first.line}:${first.column}: ${first.message}`;
    throw new RequestRefused(
      409,
      `the settings of the repository are wrong, ${SETTINGS_FILE}${place}; mend them in Git`,
    );
  }
  return { settings: withControlPlaneRoles(withCallerAccount(settings, home)), source };
}

function changedBytes({ path, existing }: Location, { value }: AcceptedConfig): Uint8Array | undefined {
  if (existing === undefined) return writeConfig(value);
  return replaceWorkload({ path, bytes: existing.bytes }, { pointer: existing.pointer, value });
}

function unchanged(
  tip: string,
  about: { readonly location: Location; readonly accepted: AcceptedConfig; readonly context: ProvisionContext },
): ApiAnswer {
  const { location, accepted, context } = about;
  const { path } = location;
  const stack = accepted.workloads[0].spec.stackName;
  return success({
    message: `Pipeline ${stack} is already provisioned. No updates are to be performed.`,
    pipeline_id: writePipelineId({ kind: 'commit', commit: tip, path, pointer: location.existing?.pointer ?? '' }),
    path,
    branch: context.branch,
    ...(accepted.warnings.length > 0 && { warnings: accepted.warnings.map(findingBody) }),
  });
}
