import type { Finding } from '../../../processor/model/finding.ts';
import type { Change, Plan } from '../../../processor/model/plan.ts';
import type { Review } from '../../../processor/review/review.ts';

export const HEAD = 'a'.repeat(40);
export const BASE = 'b'.repeat(40);
export const GITHUB_LINKS = { before: 'https://github.example/acme/models/blob/', between: '/', line: '#L' };

/** A review of a plan in which every change is of the pull request. */
export function reviewOf(plan: Plan | undefined, change: Partial<Review> = {}): Review {
  return {
    dialect: 'github',
    headCommit: HEAD,
    baseCommit: BASE,
    baseBranch: 'main',
    links: GITHUB_LINKS,
    files: 3,
    workloads: 4,
    findings: { own: [], inherited: [], later: [] },
    bothChanged: [],
    comparison: { with: 'deployed' },
    stages: plan?.stages.map((stage) => ({
      stage: stage.stage,
      account: stage.account,
      region: stage.region,
      approval: false,
      own: stage.changes.filter(({ action }) => action !== 'none'),
      pending: [],
      takenBack: [],
      unchanged: stage.changes.filter(({ action }) => action === 'none'),
    })),
    planDigest: plan?.digest ?? '',
    ...change,
  };
}

export function finding(change: Partial<Finding> = {}): Finding {
  return {
    severity: 'error',
    code: 'unknown-key',
    file: 'models/churn/mlops-config.json',
    line: 12,
    column: 3,
    pointer: '/x',
    message: '`instance_typ` is no attribute',
    hint: 'did you mean `instance_type`?',
    ...change,
  };
}

/** An update that does nothing but what is given. */
export function changeOf(change: Partial<Change> = {}): Change {
  return {
    stack: 'mlops-pipeline-churn-modeltraining',
    pipelineType: 'model_training_builtin',
    modelName: 'churn',
    configPath: 'models/churn/mlops-config.json',
    action: 'update',
    reasons: [],
    sideEffects: [],
    config: [],
    resources: [],
    dependsOn: [],
    ...change,
  };
}
