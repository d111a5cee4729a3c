import { z } from 'zod';
import type { Repository } from '#domain';
import type { CheckRunRow } from '#forge';
import type { Links } from '#payloads';
import { EmptyListJson } from '../../rest/shared/json/nothing-json.js';

/** `2024-11-09T09:49:53Z`, as GitHub has it. */
const seconds = (iso: string): string => `${iso.slice(0, 19)}Z`;

/** A check run as GitHub shows one. @param url of the run itself */
export const CheckRunJson = () =>
  z.strictObject({
    id: z.int(),
    name: z.string(),
    head_sha: z.string(),
    external_id: z.string().nullable(),
    url: z.string(),
    html_url: z.string(),
    details_url: z.string().nullable(),
    status: z.enum(['queued', 'in_progress', 'completed']),
    conclusion: z
      .enum(['cancelled', 'success', 'failure', 'neutral', 'skipped', 'timed_out', 'action_required'])
      .nullable(),
    started_at: z.string(),
    completed_at: z.string().nullable(),
    output: z.strictObject({
      title: z.string().nullable(),
      summary: z.string().nullable(),
      text: z.string().nullable(),
      annotations_count: z.int(),
    }),
    pull_requests: EmptyListJson(),
  });
export type CheckRunJson = z.output<ReturnType<typeof CheckRunJson>>;

export const checkRunJson = (
  run: CheckRunRow,
  { at, url, links }: { readonly at: Repository; readonly url: string; readonly links: Links },
): CheckRunJson => ({
  id: run.id,
  name: run.name,
  head_sha: run.sha,
  external_id: run.externalId,
  url,
  html_url: links.commit(at, run.sha),
  details_url: run.detailsUrl,
  status: run.status,
  conclusion: run.conclusion,
  started_at: seconds(run.startedAt),
  completed_at: run.completedAt && seconds(run.completedAt),
  output: {
    title: run.title,
    summary: run.summary,
    text: run.text,
    annotations_count: 0,
  },
  pull_requests: [],
});

/** The answer of a list of check runs. */
export const CheckRunsJson = () =>
  z.strictObject({ total_count: z.int(), check_runs: z.array(CheckRunJson()) });
