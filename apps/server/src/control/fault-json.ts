import type { CallFault, DeliveryFault, KnownFault } from '#dispatcher';

/** A fault in the words in which it is asked for, and how often it has struck. */
export const faultJson = ({ id, fault, seen, struck }: KnownFault) => ({
  id,
  on: fault.on,
  kind: fault.kind,
  ...fault.when,
  ...(fault.on === 'deliveries' ? ofDelivery(fault) : ofCall(fault)),
  seen,
  struck,
});

function ofDelivery({ kind, hookId, event, repository, ...fault }: DeliveryFault) {
  const about = { hook: hookId, event, repository };
  switch (kind) {
    case 'delay':
    case 'slow_body':
      return { ...about, delay: `${fault.delayMs}ms` };
    case 'duplicate':
      return { ...about, times: fault.times };
    case 'hold':
      return { ...about, release: fault.release };
    case 'wrong_content_type':
    case 'unknown_event':
      return { ...about, value: fault.value };
    case 'drop':
    case 'wrong_signature':
    case 'wrong_token':
    case 'truncated_body':
    case 'invalid_json':
    case 'reset':
      return about;
  }
}

function ofCall({ kind, method, path, ...fault }: CallFault) {
  const about = { method, path };
  switch (kind) {
    case 'delay':
      return { ...about, delay: `${fault.delayMs}ms` };
    case 'status':
      return { ...about, status: fault.status, message: fault.message };
    case 'rate_limit':
      return { ...about, status: fault.status, retry_after: `${fault.retryAfterMs}ms` };
    case 'reset':
      return about;
  }
}
