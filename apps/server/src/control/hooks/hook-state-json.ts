import { byFlag } from '#domain';
import { alertOf, maskedUrl, type Hook } from '#webhooks';

/** A hook and how it fares; null where it follows the server's setting. */
export function hookStateJson(hook: Hook, now: Date) {
  const { status, disabledUntil } = alertOf(hook, now);
  return {
    id: hook.id,
    repository_id: hook.repositoryId,
    url: maskedUrl(hook.url),
    ...byFlag((flag) => hook[flag]),
    dialect: hook.dialect,
    timeout_ms: hook.timeoutMs,
    retries_ms: hook.retryDelaysMs,
    failures: hook.failures,
    alert_status: status,
    rests_until: disabledUntil,
  };
}
