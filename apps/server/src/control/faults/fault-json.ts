import type { CallFault, DeliveryFault, KnownFault } from '#dispatcher';
import { CALL_KINDS, DELIVERY_KINDS } from './fault-schemas.js';

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

function ofDelivery({ kind, hookId, event, repository, delayMs, times, release, value }: DeliveryFault) {
  const all = { delay: `${delayMs}ms`, times, release, value };
  return { hook: hookId, event, repository, ...pick(all, DELIVERY_KINDS[kind]) };
}

function ofCall({ kind, method, path, delayMs, status, message, retryAfterMs }: CallFault) {
  const all = { delay: `${delayMs}ms`, status, message, retry_after: `${retryAfterMs}ms` };
  return { method, path, ...pick(all, CALL_KINDS[kind]) };
}

/** What the kind takes. */
const pick = <All extends object>(all: All, names: readonly (keyof All & string)[]) =>
  Object.fromEntries(names.map((name) => [name, all[name]]));
