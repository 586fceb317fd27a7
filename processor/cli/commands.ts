import { addApply } from './apply/add-apply.ts';
import { addBootstrap } from './bootstrap/add-bootstrap.ts';
import { addDestroy } from './apply/add-destroy.ts';
import { addHistory } from './status/add-history.ts';
import { addPlan } from './plan/add-plan.ts';
import { addReview } from './review/add-review.ts';
import { addServe } from './serve/add-serve.ts';
import { addShow } from './plan/add-show.ts';
import { addStatus } from './status/add-status.ts';
import { addValidate } from './validate/add-validate.ts';
import { addWatch } from './watch/add-watch.ts';
import type { Commands } from './shared/commands.ts';

/** All commands, in the order in which the help lists them. */
export const COMMANDS: Commands = {
  validate: addValidate,
  plan: addPlan,
  show: addShow,
  apply: addApply,
  status: addStatus,
  history: addHistory,
  destroy: addDestroy,
  review: addReview,
  watch: addWatch,
  serve: addServe,
  bootstrap: addBootstrap,
};
