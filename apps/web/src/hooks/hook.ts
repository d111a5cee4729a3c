import type { HookState } from '../api/types.js';
import { repositoryApi } from '../repositories/place.js';

export const TRIGGERS = [
  'push_events',
  'tag_push_events',
  'note_events',
  'merge_requests_events',
  'issues_events',
] as const;
type Trigger = (typeof TRIGGERS)[number];

type Triggers = Readonly<Record<Trigger, boolean>>;

/** As its owner registered it, with its secret. */
export interface Hook extends Triggers {
  readonly id: number;
  readonly url: string;
  readonly password: string;
  readonly created_at: string;
}

/** How it is sent, and how it fares; null follows the server's setting. */
export interface HookDetails extends HookState, Triggers {
  readonly encryption_type: 0 | 1;
  readonly enable_ssl_verification: boolean;
  readonly dialect: string | null;
  readonly timeout: string | null;
  readonly retries: string | null;
  readonly description: string;
}

/** The hooks of the repository that the address names. */
export const hooksApi = (): string => `${repositoryApi()}/hooks`;
