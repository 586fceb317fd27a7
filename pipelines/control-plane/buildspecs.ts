import { variableSuffix, writeStage, type InstalledStage } from './plan-variables.ts';

/**
 * Where the processor is unpacked, and what builds write: beside the watched repository, or in one folder of it that is
 * emptied first. Nothing that is run, read or sourced comes from the repository.
 */
const PROCESSOR = '/tmp/mlops-processor';
const MLOPS = `node ${PROCESSOR}/dist/mlops.js`;
const OUTPUT = 'mlops-output';

/** Node.js of the build image (CodeBuild user guide, available runtimes). */
const RUNTIME = { nodejs: 22 };

/** Where people read the plan of an execution. */
const PLAN_URL = '$PLAN_URL_START$MLOPS_EXECUTION_ID/plan.html';

/** Fetches the processor and makes sure that it is the very one that was installed. */
const INSTALL = {
  'on-failure': 'ABORT',
  'runtime-versions': RUNTIME,
  commands: [
    `aws s3 cp --only-show-errors "s3://$PROCESSOR_BUCKET/$PROCESSOR_KEY" ${PROCESSOR}.zip`,
    `echo "$PROCESSOR_SHA256  ${PROCESSOR}.zip" | sha256sum --check --quiet`,
    `rm -rf ${PROCESSOR} && unzip -q ${PROCESSOR}.zip -d ${PROCESSOR}`,
  ],
};

/**
 * Waits while an apply is running, of any execution and stage (`condition`: of those that began earlier). Build numbers
 * count up within a project, so of two that begin together exactly one goes first. A look that fails ends the build:
 * not to know is no reason to begin.
 */
function waitForApplies(condition: string): string {
  return [
    'while :; do',
    '  ids=$(aws codebuild list-builds-for-project --project-name "$APPLY_PROJECT" --sort-order DESCENDING --no-paginate --query "ids[:50]" --output text) || exit 1',
    '  if [ -z "$ids" ] || [ "$ids" = None ]; then break; fi',
    `  running=$(aws codebuild batch-get-builds --ids $ids --query "length(builds[?buildStatus=='IN_PROGRESS'${condition}])" --output text) || exit 1`,
    '  if [ "$running" = 0 ]; then break; fi',
    '  echo "waiting: $running apply is running"',
    '  sleep "${WAIT_SECONDS:-15}"',
    'done',
  ].join('\n');
}

const EARLIER = ' && buildNumber < `$CODEBUILD_BUILD_NUMBER`'.replaceAll('`', '\\`');

/**
 * Whether the commit is newer than what the pipeline has run: a late event, or a revision that somebody names, must not
 * bring an old commit back unseen. CodeCommit also tells what its branch is at.
 */
function checkOrder(provider: PlanBuild['provider']): readonly string[] {
  const branch =
    'aws codecommit get-branch --repository-name "$MLOPS_REPOSITORY" --branch-name "$MLOPS_BRANCH" --query branch.commitId --output text';
  return [
    `aws codepipeline list-pipeline-executions --pipeline-name "$PIPELINE_NAME" --max-results 100 --no-paginate --output json > ${PROCESSOR}.executions`,
    provider === 'codecommit' ? `BRANCH_HEAD=$(${branch})` : 'BRANCH_HEAD=',
    `ORDER_NOTE=$(node ${PROCESSOR}/dist/check-order.cjs ${PROCESSOR}.executions "$MLOPS_EXECUTION_ID" "$MLOPS_COMMIT" "$BRANCH_HEAD")`,
  ];
}

/**
 * Rolling a stage back in CodePipeline means to apply the plan of an earlier execution (user guide, "Configuring stage
 * rollback"), which was made of what was deployed then. The stage is locked by its execution, so that the state of the
 * pipeline tells of this one.
 */
const REFUSE_ROLLBACK = [
  `type=$(aws codepipeline get-pipeline-state --name "$PIPELINE_NAME" --query "stageStates[?stageName=='Deploy-$MLOPS_STAGE'].latestExecution.type | [0]" --output text) || exit 1`,
  'if [ "$type" = ROLLBACK ]; then',
  '  echo "a rollback of the stage applies the plan of an earlier execution, made of what was deployed then: nothing is applied" >&2',
  '  echo "  → commit a revert (git revert): it is planned from what is deployed now, reviewed and approved" >&2',
  '  exit 1',
  'fi',
].join('\n');

/**
 * Validates, plans every stage of the settings and tells the pipeline what each of them has to do. The report of the
 * findings is there whether they are good or bad; an invalid config ends the build in `plan`, which also tells people
 * about it.
 */
export function planBuildspec({ stages, reportGroupArn, provider }: PlanBuild): string {
  const variables = stages
    .map(({ name }) => variableSuffix(name))
    .flatMap((suffix) => [`CHANGES_${suffix}`, `SUMMARY_${suffix}`]);
  return JSON.stringify({
    version: '0.2',
    env: { shell: 'bash', 'exported-variables': ['PLAN_URL', 'PLAN_DIGEST', ...variables] },
    phases: {
      install: INSTALL,
      pre_build: { 'on-failure': 'ABORT', commands: [waitForApplies('')] },
      build: {
        'on-failure': 'ABORT',
        commands: [
          ...checkOrder(provider),
          `rm -rf ${OUTPUT} && mkdir ${OUTPUT}`,
          `export PLAN_URL="${PLAN_URL}" MLOPS_PLAN_URL="${PLAN_URL}"`,
          `${MLOPS} validate --format junit > ${OUTPUT}/findings.xml || echo "the findings are in the report"`,
          // One plan; whatever people read of it is made from the file that is applied.
          `${MLOPS} plan --target aws --out ${OUTPUT}/plan.json`,
          `${MLOPS} show ${OUTPUT}/plan.json --format html > ${OUTPUT}/plan.html`,
          `${MLOPS} show ${OUTPUT}/plan.json --format markdown > ${OUTPUT}/plan.md`,
          `aws s3 cp --only-show-errors --content-type "text/html; charset=utf-8" ${OUTPUT}/plan.html "s3://$PLAN_BUCKET/plans/$MLOPS_EXECUTION_ID/plan.html"`,
          `node ${PROCESSOR}/dist/print-plan-variables.cjs ${OUTPUT}/plan.json "$ORDER_NOTE" ${stages.map(writeStage).join(' ')} > ${PROCESSOR}.variables`,
          `. ${PROCESSOR}.variables`,
        ],
      },
    },
    reports: { [reportGroupArn]: { 'base-directory': OUTPUT, files: ['findings.xml'], 'file-format': 'JUNITXML' } },
    artifacts: { 'base-directory': OUTPUT, files: ['plan.json', 'plan.md', 'plan.html'] },
  });
}

export interface PlanBuild {
  readonly stages: readonly InstalledStage[];
  readonly reportGroupArn: string;
  readonly provider: 'codecommit' | 'github';
}

/** Applies one stage of exactly the plan that was saved, and approved where that is asked for: its digest says so. */
export function applyBuildspec(): string {
  return JSON.stringify({
    version: '0.2',
    env: { shell: 'bash' },
    phases: {
      install: INSTALL,
      pre_build: { 'on-failure': 'ABORT', commands: [REFUSE_ROLLBACK, waitForApplies(EARLIER)] },
      build: {
        'on-failure': 'ABORT',
        commands: [
          `MLOPS_PLAN_URL="${PLAN_URL}" ${MLOPS} apply "$CODEBUILD_SRC_DIR_Plan/plan.json" --expect-digest "$MLOPS_PLAN_DIGEST" --stage "$MLOPS_STAGE" --target aws --auto-approve`,
        ],
      },
    },
  });
}

/**
 * Reviews one pull request: its number comes from CodeBuild's webhook (`pr/12`) or from the event of CodeCommit. What
 * is read of the head is JSON; the settings come from the base.
 */
export function reviewBuildspec(): string {
  return JSON.stringify({
    version: '0.2',
    env: { shell: 'bash' },
    phases: {
      install: INSTALL,
      build: {
        'on-failure': 'ABORT',
        commands: [
          // Which one it is, the processor reads from the environment of the build.
          `${MLOPS} review --target aws`,
        ],
      },
    },
  });
}
