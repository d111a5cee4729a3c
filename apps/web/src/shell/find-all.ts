import { linkTo } from '../router/base.js';
import { get } from '../api/client.js';
import type { Answer, Delivery, LoggedEvent } from '../api/types.js';
import type { Choice, Choices } from '../parts/forms/choice.js';
import { address } from '../router/address.svelte.js';

type FoundPage = Answer<'GET /_mock/search'>;
type FoundItem = FoundPage['items'][number];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** Repositories, merge requests, issues and commits by words, deliveries and events by their ids. */
export async function findAll(text: string, signal: AbortSignal): Promise<Choices> {
  const found = await Promise.all([
    UUID.test(text) ? loggedDelivery(text, signal) : [],
    /^\d{1,15}$/.test(text) ? loggedEvent(text, signal) : [],
    withWords(text, signal),
  ]);
  return { choices: found.flat(), more: 0 };
}

/** Commits are those of the repository that is looked at. */
async function withWords(words: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const { owner, repo } = address.found?.params ?? {};
  const at = owner !== undefined && repo !== undefined ? { repository: `${owner}/${repo}` } : {};
  const search = (query: Record<string, string>) =>
    get<FoundPage>(`/_mock/search?${new URLSearchParams(query)}`, signal);
  // The address may name a repository that is not there.
  const { items } = await search({ words, ...at }).catch(() => search({ words }));
  return items.map(choiceOf);
}

function choiceOf(item: FoundItem): Choice {
  const { repository, title } = item;
  switch (item.kind) {
    case 'repository':
      return { title: repository, what: title, href: linkTo(`/${repository}`), icon: 'repository' };
    case 'merge_request': {
      const href = linkTo(`/${repository}/merge_requests/${item.number}`);
      return { title, what: `${repository}!${item.number}`, href, icon: 'merge' };
    }
    case 'issue': {
      const href = linkTo(`/${repository}/issues/${item.number}`);
      return { title, what: `${repository}#${item.number}`, href, icon: 'issue' };
    }
    case 'commit': {
      const href = linkTo(`/${repository}/commits/${item.sha}`);
      return { title, what: `${repository} ${item.sha.slice(0, 7)}`, href, icon: 'commit' };
    }
  }
}

async function loggedDelivery(id: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const found = await orNone(get<Delivery>(`/_mock/deliveries/${encodeURIComponent(id)}`, signal));
  return found.map(({ event, repository }) => ({
    title: event,
    what: repository,
    href: linkTo(`/-/deliveries/${id}`),
    icon: 'arrow',
  }));
}

async function loggedEvent(id: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const found = await orNone(get<LoggedEvent>(`/_mock/events/${id}`, signal));
  return found.map(({ kind, repository }) => ({
    title: `${kind} ${id}`,
    what: repository,
    href: linkTo(`/-/events/${id}`),
    icon: 'live',
  }));
}

const orNone = <Value>(reading: Promise<Value>): Promise<readonly Value[]> =>
  reading.then(
    (value) => [value],
    () => [],
  );
