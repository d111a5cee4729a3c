import { codeEn } from './code-en.js';

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** What the page says in English; `zh.ts` has the same in Chinese. A function makes a sentence of what it is given. */
export const en = {
  ...codeEn,
  shell: {
    live: 'Live',
    repositories: 'Repositories',
    sinks: 'Sinks',
    instruments: 'Instruments',
    main: 'Main',
    skip: 'Skip to content',
    server: 'Server address',
    search: 'Search',
    searchHint: 'Repository, delivery id, commit …',
    noResult: 'Nothing found',
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
    keys: 'Keys',
  },
  chips: {
    frozen: (at: string) => `Clock frozen at ${at}`,
    moved: (by: string) => `Clock off by ${by}`,
    faults: (number: number) => `${count(number, 'fault', 'faults')} armed`,
    resting: (hook: number) => `Hook ${hook} rests`,
    disabled: (hook: number) => `Hook ${hook} is disabled`,
    strict: 'Strict',
    clear: 'Back to normal',
  },
  common: {
    copy: 'Copy',
    copied: 'Copied',
    cancel: 'Cancel',
    close: 'Close',
    delete: 'Delete',
    save: 'Save',
    create: 'Create',
    tryAgain: 'Try again',
    loading: 'Loading …',
    more: 'More',
    none: 'None',
    all: 'All',
    yes: 'Yes',
    no: 'No',
    back: 'Back',
  },
  pager: {
    pages: 'Pages',
    previous: 'Previous',
    next: 'Next',
    page: (number: number, last: number) => `${number} of ${last}`,
  },
  errors: {
    title: 'That did not work',
    notFound: 'There is no such page',
    toLive: 'To what happens now',
    pageFailed: 'This page could not be loaded. Reload it; if the server has been updated, that is enough.',
  },
  token: {
    title: 'This server wants a token',
    why: 'It runs with --auth strict. The token stays in this tab, and goes when the tab does.',
    token: 'Token',
    use: 'Use it',
    forget: 'Forget the token',
  },
  outcomes: {
    delivered: 'delivered',
    failed: 'failed',
    pending: 'pending',
    retrying: 'retrying',
    cancelled: 'cancelled',
  },
  happened: {
    pushed: (who: string, commits: number, where: string) =>
      `${who} pushed ${count(commits, 'commit', 'commits')} to ${where}`,
    moved: (who: string, where: string) => `${who} force-pushed ${where}`,
    created: (who: string, where: string) => `${who} created a branch in ${where}`,
    deleted: (who: string, where: string) => `${who} deleted a branch of ${where}`,
    tagged: (who: string, where: string) => `${who} tagged ${where}`,
    untagged: (who: string, where: string) => `${who} deleted a tag of ${where}`,
    mergeRequest: (who: string, action: string, iid: number, where: string) => {
      const verbs: Readonly<Record<string, string>> = {
        open: 'opened',
        update: 'updated',
        close: 'closed',
        reopen: 'reopened',
        merge: 'merged',
      };
      return `${who} ${verbs[action] ?? action} merge request !${iid} of ${where}`;
    },
    commentedCommit: (who: string, where: string) => `${who} commented on a commit of ${where}`,
    commentedMergeRequest: (who: string, iid: number, where: string) =>
      `${who} commented on merge request !${iid} of ${where}`,
    commentedIssue: (who: string, iid: number, where: string) =>
      `${who} commented on issue #${iid} of ${where}`,
    issue: (who: string, action: string, iid: number, where: string) => {
      const verbs: Readonly<Record<string, string>> = {
        open: 'opened',
        update: 'updated',
        close: 'closed',
        reopen: 'reopened',
      };
      return `${who} ${verbs[action] ?? action} issue #${iid} of ${where}`;
    },
    tested: (where: string) => `Test Hook of ${where}`,
    triggered: (where: string) => `Triggered by hand for ${where}`,
    other: (kind: string, where: string) => `${kind} in ${where}`,
  },
  live: {
    title: 'Live',
    live: 'live',
    reconnecting: 'reconnecting …',
    pause: 'Pause',
    resume: 'Resume',
    news: (number: number) => `${number.toLocaleString('en')} new`,
    noHooks: 'no hook is registered',
    notSent: (hook: number, why: string) => `not sent to hook ${hook}: ${why}`,
    retry: (wait: string) => `next try in ${wait}`,
    further: (number: number) => `${number.toLocaleString('en')} more`,
    emptyTitle: 'Nothing has happened yet',
    empty: 'Three commands bring the first webhook: clone, register, push.',
    receiver: 'Nothing listens yet? This registers a sink of this server as a webhook and makes a commit:',
    first: 'Make the first webhook',
    noMatch: 'Nothing that happened matches these filters',
    clearFilters: 'Clear filters',
    repository: 'Repository',
    hook: 'Hook',
    event: 'Event',
    outcome: 'Outcome',
    list: 'What happened, newest first',
  },
  repositories: {
    title: 'Repositories',
    name: 'Name',
    owner: 'Owner',
    description: 'Description',
    branch: 'Default branch',
    updated: 'Changed',
    create: 'New repository',
    emptyTitle: 'There is no repository',
    empty: 'Create one here, or push to an address that is not there yet.',
    private: 'private',
    initialise: 'With a first commit',
    deleteQuestion: (name: string) => `Delete ${name}`,
    deleteWarning:
      'Its branches, merge requests, issues and webhooks go with it. Nobody can bring them back.',
  },
};

/** Every language has exactly these. */
export type Texts = typeof en;
