import { z } from 'zod';
import { RELEASE_ORDERS, type CallFault, type DeliveryFault, type KnownFault } from '#dispatcher';
import { CALL_KINDS, DELIVERY_KINDS } from './fault-schemas.js';

const Counts = {
  seen: z.int(),
  struck: z.int(),
};

const Frequency = {
  next: z.int().optional(),
  every: z.int().optional(),
  probability: z.number().optional(),
  seed: z.int().optional(),
};

/** Keys that the kind does not take are absent. */
export const FaultJson = () =>
  z.union([
    z.strictObject({
      id: z.int(),
      on: z.literal('deliveries'),
      kind: z.enum(namesOf(DELIVERY_KINDS)),
      ...Frequency,
      hook: z.int().nullable(),
      event: z.string().nullable(),
      repository: z.string().nullable(),
      delay: z.string().optional(),
      times: z.int().optional(),
      release: z.enum(RELEASE_ORDERS).optional(),
      value: z.string().optional(),
      ...Counts,
    }),
    z.strictObject({
      id: z.int(),
      on: z.enum(['api', 'git']),
      kind: z.enum(namesOf(CALL_KINDS)),
      ...Frequency,
      method: z.string().nullable(),
      path: z.string().nullable(),
      delay: z.string().optional(),
      status: z.int().optional(),
      message: z.string().optional(),
      retry_after: z.string().optional(),
      ...Counts,
    }),
  ]);

const namesOf = (kinds: object): string[] => Object.keys(kinds);

/** A fault in the form of the request that added it, with its counters. */
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

const pick = <All extends object>(all: All, names: readonly (keyof All & string)[]) =>
  Object.fromEntries(names.map((name) => [name, all[name]]));
