import { alertOf, maskedUrl, type Hook } from '#webhooks';

/** A hook and how it fares; null where it follows the server's setting. */
export function hookStateJson(hook: Hook, now: Date) {
  const { status, disabledUntil } = alertOf(hook, now);
  return {
    id: hook.id,
    repository_id: hook.repositoryId,
    url: maskedUrl(hook.url),
    push_events: hook.push_events,
    tag_push_events: hook.tag_push_events,
    issues_events: hook.issues_events,
    note_events: hook.note_events,
    merge_requests_events: hook.merge_requests_events,
    dialect: hook.dialect,
    timeout_ms: hook.timeoutMs,
    retries_ms: hook.retryDelaysMs,
    failures: hook.failures,
    alert_status: status,
    rests_until: disabledUntil,
  };
}
