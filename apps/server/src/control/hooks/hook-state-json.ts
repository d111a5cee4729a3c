import { z } from 'zod';
import { byFlag } from '#domain';
import { alertOf, maskedUrl, type Hook } from '#webhooks';

/**
 * A hook and its health, with REST's names; null where it follows the server's setting.
 * @param repository `owner/repo`; null when it has just been deleted
 */
export const HookStateJson = () =>
  z.strictObject({
    id: z.int(),
    project_id: z.int(),
    repository: z.string().nullable(),
    url: z.string(),
    encryption_type: z.union([z.literal(0), z.literal(1)]),
    enable_ssl_verification: z.boolean(),
    push_events: z.boolean(),
    tag_push_events: z.boolean(),
    issues_events: z.boolean(),
    note_events: z.boolean(),
    merge_requests_events: z.boolean(),
    dialect: z.string().nullable(),
    timeout: z.string().nullable(),
    retries: z.string().nullable(),
    description: z.string(),
    failures: z.int(),
    alert_status: z.enum(['executable', 'temporarily_disabled', 'disabled']),
    disabled_until: z.string().nullable(),
    repository_id: z.int(),
    timeout_ms: z.int().nullable(),
    retries_ms: z.array(z.int()).nullable(),
    rests_until: z.string().nullable(),
  });
export type HookStateJson = z.output<ReturnType<typeof HookStateJson>>;

export function hookStateJson(hook: Hook, repository: string | null, now: Date): HookStateJson {
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
    description: hook.description,
    failures: hook.failures,
    alert_status: status,
    disabled_until: disabledUntil,
    // Former names of these keys.
    repository_id: hook.repositoryId,
    timeout_ms: hook.timeoutMs,
    retries_ms: hook.retryDelaysMs && [...hook.retryDelaysMs],
    rests_until: disabledUntil,
  };
}

/** In the form that REST takes. */
const scheduleText = (delaysMs: readonly number[]): string =>
  delaysMs.length === 0 ? 'none' : delaysMs.map((ms) => `${ms}ms`).join(',');
