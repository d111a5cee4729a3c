import { byFlag } from '#domain';
import { alertOf, maskedUrl, type Hook } from '#webhooks';

/**
 * A hook and how it fares, in the words of REST; null where it follows the server's setting.
 * @param repository `owner/repo`; null when it has just been deleted
 */
export function hookStateJson(hook: Hook, repository: string | null, now: Date) {
  const { status, disabledUntil } = alertOf(hook, now);
  return {
    id: hook.id,
    project_id: hook.repositoryId,
    repository,
    url: maskedUrl(hook.url),
    encryption_type: hook.encryptionType,
    enable_ssl_verification: hook.verifiesTls,
    ...byFlag((flag) => hook[flag]),
    dialect: hook.dialect,
    timeout: hook.timeoutMs === null ? null : `${hook.timeoutMs}ms`,
    retries: hook.retryDelaysMs === null ? null : scheduleText(hook.retryDelaysMs),
    failures: hook.failures,
    alert_status: status,
    disabled_until: disabledUntil,
    // Their names before they were those of REST.
    repository_id: hook.repositoryId,
    timeout_ms: hook.timeoutMs,
    retries_ms: hook.retryDelaysMs,
    rests_until: disabledUntil,
  };
}

/** As REST takes it. */
const scheduleText = (delaysMs: readonly number[]): string =>
  delaysMs.length === 0 ? 'none' : delaysMs.map((ms) => `${ms}ms`).join(',');
