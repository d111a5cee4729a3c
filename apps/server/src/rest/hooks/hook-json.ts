import type { DeliveryRow } from '#dispatcher';
import { byFlag } from '#domain';
import type { Alert, Hook } from '#webhooks';
import { secondsWithOffset } from '../shared/json/times.js';

/** The hook object of REST v5. `result` and `result_code` tell the last delivery, null and 0 before any. */
export const hookJson = (hook: Hook, latest: DeliveryRow | undefined) => ({
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
export const alertJson = ({ status, disabledUntil }: Alert) => ({
  alert_status: status,
  disabled_until: disabledUntil,
});

const resultOf = (latest: DeliveryRow): string =>
  latest.status === 'delivered' ? 'success' : (latest.error ?? `HTTP ${latest.statusCode}`);
