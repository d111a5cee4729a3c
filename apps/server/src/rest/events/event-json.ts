import { z } from 'zod';
import { fullName, type Repository, type User } from '#domain';
import type { LoggedActivity } from '#dispatcher';
import type { Links } from '#payloads';
import { hexId } from '../shared/json/user-json.js';
import type { SeenActivity } from './activities.js';

type Activity = LoggedActivity['activity'];

/** GitLab's numbers and words for actions. */
const ACTIONS = {
  created: { action: 1, action_name: 'pushed new' },
  pushed: { action: 5, action_name: 'pushed to' },
  removed: { action: 10, action_name: 'deleted' },
  open: { action: 1, action_name: 'opened' },
  update: { action: 2, action_name: 'updated' },
  close: { action: 3, action_name: 'closed' },
  reopen: { action: 4, action_name: 'reopened' },
  comment: { action: 6, action_name: 'commented on' },
  merge: { action: 7, action_name: 'accepted' },
} as const satisfies Readonly<Record<Activity['action'], { action: number; action_name: string }>>;

const Author = {
  id: z.int(),
  iam_id: z.string(),
  username: z.string(),
  state: z.string(),
  email: z.string(),
  name: z.string(),
  name_cn: z.string(),
  web_url: z.string(),
};

const Event = {
  action: z.int(),
  action_name: z.string(),
  author_id: z.int(),
  author_username: z.string(),
  created_at: z.string(),
  project_id: z.int(),
};

/** The answer of `GET /repos/{owner}/{repo}/events`. */
export const RepositoryEventsJson = () =>
  z.strictObject({
    events: z.array(
      z.strictObject({
        ...Event,
        author: z.strictObject(Author),
        title: z.string(),
        filter_sensitive: z.boolean(),
      }),
    ),
    has_next_page: z.boolean(),
  });
export type RepositoryEventsJson = z.output<ReturnType<typeof RepositoryEventsJson>>;

export const repositoryEventJson = (
  logged: LoggedActivity,
  user: User,
  at: Repository,
  links: Links,
): RepositoryEventsJson['events'][number] => ({
  ...ACTIONS[logged.activity.action],
  author: authorJson(user, links),
  author_id: user.id,
  author_username: user.login,
  created_at: logged.at,
  project_id: at.id,
  title: logged.activity.title,
  filter_sensitive: false,
});

const PushJson = () =>
  z.strictObject({
    commit_count: z.int(),
    action: z.enum(['created', 'pushed', 'removed']),
    ref_type: z.enum(['branch', 'tag']),
    commit_from: z.string(),
    commit_to: z.string(),
    ref: z.string(),
    commit_title: z.string(),
  });

const UserEventJson = () =>
  z.strictObject({
    ...Event,
    author: z.strictObject({ ...Author, avatar_url: z.string() }),
    project: z.strictObject({
      main_repository_language: z.array(z.string().nullable()),
      star_count: z.int(),
      forks_count: z.int(),
      develop_mode: z.string(),
      stared: z.boolean(),
    }),
    project_name: z.string(),
    push_data: PushJson().nullable(),
    title: z.string(),
    _links: z.strictObject({ project: z.string(), action_type: z.string() }),
  });
type UserEventJson = z.output<ReturnType<typeof UserEventJson>>;

/** The answer of `GET /users/{username}/events`: by day, in UTC. */
export const UserEventsJson = () =>
  z.strictObject({
    events: z.record(z.string(), z.array(UserEventJson())),
    next: z.string().nullable(),
  });
export type UserEventsJson = z.output<ReturnType<typeof UserEventsJson>>;

export const userEventsJson = (
  seen: readonly SeenActivity[],
  next: string | null,
  links: Links,
): UserEventsJson => ({
  events: Object.fromEntries(
    [...Map.groupBy(seen, ({ at }) => at.slice(0, 10))].map(([day, ofDay]) => [
      day,
      ofDay.map((activity) => userEventJson(activity, links)),
    ]),
  ),
  next,
});

/** `title` is an addition of ours: only pushes have `push_data`. */
const userEventJson = ({ activity, at, user, place }: SeenActivity, links: Links): UserEventJson => ({
  ...ACTIONS[activity.action],
  author: { ...authorJson(user, links), avatar_url: user.avatarUrl },
  author_id: user.id,
  author_username: user.login,
  created_at: at,
  project: {
    main_repository_language: [place.language, null],
    star_count: 0,
    forks_count: place.forksCount,
    develop_mode: 'normal',
    stared: false,
  },
  project_id: place.repository.id,
  project_name: fullName(place.repository),
  push_data: pushJson(activity),
  title: activity.title,
  _links: { project: links.web(place.repository), action_type: '' },
});

function pushJson(activity: Activity): UserEventJson['push_data'] {
  if (activity.kind !== 'push') return null;
  const { ref, before, after, commits, action, title } = activity;
  return {
    commit_count: commits,
    action,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    commit_from: before,
    commit_to: after,
    ref: ref.replace(/^refs\/(heads|tags)\//, ''),
    commit_title: title,
  };
}

const authorJson = (user: User, links: Links) => ({
  id: user.id,
  iam_id: hexId(user.id),
  username: user.login,
  state: 'active',
  email: user.email,
  name: user.name,
  name_cn: user.name,
  web_url: links.user(user.login),
});
