import type { Repository } from '#domain';
import type { CheckRunRow } from '#forge';
import type { Links } from '#payloads';

/** `2024-11-09T09:49:53Z`, as GitHub has it. */
const seconds = (iso: string): string => `${iso.slice(0, 19)}Z`;

/** A check run as GitHub shows one. @param url of the run itself */
export const checkRunJson = (
  run: CheckRunRow,
  { at, url, links }: { readonly at: Repository; readonly url: string; readonly links: Links },
) => ({
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
