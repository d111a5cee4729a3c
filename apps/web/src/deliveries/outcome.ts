import type { DeliverySummary } from '../api/types.js';
import type { OutcomeName } from '../parts/outcome-name.js';

/** How a delivery stands: `retrying` is pending with a time at which it is tried again. */
export const outcomeOf = ({ status, next_attempt_at: next }: DeliverySummary): OutcomeName =>
  status === 'pending' && next !== null ? 'retrying' : status;
