import type { IconName } from '../Icon.svelte';

/** Something to go to. */
export interface Choice {
  readonly title: string;
  /** What it is, or where, in a few words. */
  readonly what: string;
  readonly href: string;
  readonly icon: IconName;
}

export interface Choices {
  readonly choices: readonly Choice[];
  /** How many more there are, that are not shown. */
  readonly more: number;
}
