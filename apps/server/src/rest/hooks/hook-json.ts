import { z } from 'zod';
import type { DeliveryRow } from '#dispatcher';
import { byFlag } from '#domain';
import type { Alert, Hook } from '#webhooks';
import { secondsWithOffset } from '../shared/json/times.js';

/** The hook object of REST v5. `result` and `result_code` are those of the last delivery; null and 0 before any. */
export const HookJson = () =>
  z.strictObject({
    id: z.int(),
    url: z.string(),
    password: z.string(),
    result: z.string().nullable(),
    project_id: z.int(),
    result_code: z.int(),
    push_events: z.boolean(),
    tag_push_events: z.boolean(),
    issues_events: z.boolean(),
    note_events: z.boolean(),
    merge_requests_events: z.boolean(),
    created_at: z.string(),
  });
export type HookJson = z.output<ReturnType<typeof HookJson>>;

export const hookJson = (hook: Hook, latest: DeliveryRow | undefined): HookJson => ({
  id: hook.id,
  url: hook.url,
  password: hook.password,
  result: latest === undefined ? null : resultOf(latest),
  project_id: hook.repositoryId,
  result_code: latest?.statusCode ?? 0,
  ...byFlag((flag) => hook[flag]),
  created_at: secondsWithOffset(hook.createdAt),
});

/** GitLab's two keys. */
export const AlertJson = () =>
  z.strictObject({
    alert_status: z.enum(['executable', 'temporarily_disabled', 'disabled']),
    disabled_until: z.string().nullable(),
  });
export type AlertJson = z.output<ReturnType<typeof AlertJson>>;

export const alertJson = ({ status, disabledUntil }: Alert): AlertJson => ({
  alert_status: status,
  disabled_until: disabledUntil,
});

/** The documented object; with these two when failing hooks may be disabled. */
export const ShownHookJson = () => z.strictObject({ ...HookJson().shape, ...AlertJson().partial().shape });
export type ShownHookJson = z.output<ReturnType<typeof ShownHookJson>>;

const resultOf = (latest: DeliveryRow): string =>
  latest.status === 'delivered' ? 'success' : (latest.error ?? `HTTP ${latest.statusCode}`);
