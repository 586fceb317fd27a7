import { UserError } from '../../model/errors.ts';
import type { DeliveryLog } from '../../ports/delivery-store.ts';
import type { Log } from '../shared/log.ts';

/**
 * Marks deliveries as processed. What cannot be written is said and left: they are processed once more then, which
 * finds nothing to do. False when nothing was written.
 */
export async function finishQuietly(store: DeliveryLog, ids: readonly string[], log: Log): Promise<boolean> {
  try {
    await store.finish(ids);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.write('warning', `deliveries cannot be marked as processed: ${error.message} [${error.code}]`, {
      event: 'trouble',
      code: error.code,
    });
    return false;
  }
}
