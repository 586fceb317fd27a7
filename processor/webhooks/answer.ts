/** What the sender of a delivery is told. The message stands in the list of deliveries on the host's page. */
export interface Answer {
  readonly status: AnswerStatus;
  /** Lower case, without a full stop. Never holds anything of the body. */
  readonly message: string;
}

/**
 * 200 nothing is to be done · 202 stored and will be processed · 400 not a delivery · 401 not signed with the secret ·
 * 403 another repository · 409 another body came under this id · 413 too large · 415 not plain JSON · 422 JSON of
 * another shape than the event's · 503 not stored, to be delivered again.
 */
export type AnswerStatus = 200 | 202 | 400 | 401 | 403 | 409 | 413 | 415 | 422 | 503;

export function answer(status: AnswerStatus, message: string): Answer {
  return { status, message };
}
