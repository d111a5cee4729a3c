import { expect, test } from 'vitest';
import { bearer, startPopulated, ROLES, type Role } from '../support/server/populated-repository.js';

type Outcome = 'allowed' | 401 | 403 | 404;

/** For a private repository of an organisation, whose members' levels count in others as well. */
const ANYONE = row('allowed', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed');
const WHO_MAY: Readonly<Record<string, Readonly<Record<Role, Outcome>>>> = {
  anyone: ANYONE,
  'key in address': ANYONE,
  user: row(401, 'allowed', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'),
  read: row(401, 404, 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'),
  edit: row(401, 404, 403, 'allowed', 'allowed', 'allowed', 'allowed'),
  push: row(401, 404, 403, 'allowed', 'allowed', 'allowed', 'allowed'),
  administer: row(401, 404, 403, 403, 'allowed', 'allowed', 'allowed'),
  membership: row(401, 403, 403, 403, 403, 'allowed', 'allowed'),
  'administer organisation': row(401, 403, 403, 403, 403, 'allowed', 'allowed'),
  'administer server': row(401, 403, 403, 403, 403, 403, 403),
};

/** What a stranger may do in a repository that is not private. */
const WHERE_ALL_READ: Readonly<Record<string, Outcome>> = {
  read: 'allowed',
  edit: 403,
  push: 403,
  administer: 403,
};
const ELSEWHERE = [
  { org: 'commons', name: 'open', visibility: 'public' },
  { org: 'commons', name: 'inner', visibility: 'internal' },
] as const;

/** Written with the repository as a field. */
const WRITTEN_ISSUE = /\/repos\/\{owner\}\/issues(\/\{number\})?$/;

function row(...outcomes: readonly Outcome[]): Readonly<Record<Role, Outcome>> {
  const [anonymous, stranger, reader, developer, maintainer, owner, admin] = outcomes.map((each) => each);
  const of = (outcome: Outcome | undefined): Outcome => outcome ?? 'allowed';
  return {
    anonymous: of(anonymous),
    stranger: of(stranger),
    reader: of(reader),
    developer: of(developer),
    maintainer: of(maintainer),
    owner: of(owner),
    admin: of(admin),
  };
}

/** What never ends, waits, or replaces all that the others are asked about, is called by nobody who may. */
const NOT_CALLED = /^\/_mock\/(stream|reset|seed|settle|snapshots\/\{name\}\/restore)$|wait$/;

/** What ends the repository, or somebody's place in it, comes last. */
const isLast = (method: string, path: string): boolean =>
  method === 'delete' && /(\{owner\}\/\{repo\}|\{username\}|memberships\/orgs\/\{org\})$/.test(path);

const METHODS_IN_ORDER = ['get', 'post', 'put', 'patch', 'delete'];

const MISSING = /^Repository .* does not exist|^Issue \d+ does not exist in the repositories of/;

/** What most calls take, in a repository. */
function bodyFor(path: string, repo: string): unknown {
  if (path === '/_mock/trigger') return { repository: 'acme/app', event: 'push' };
  if (path.startsWith('/_')) return {};
  return path.endsWith('/labels') ? ['bug'] : { repo, title: 'Wrong', body: 'Hm' };
}

/** What no call takes: who may not do something is to hear that first. */
function wrongBodyFor(path: string, repo: string): unknown {
  if (path === '/_mock/trigger') return { repository: 'acme/app', event: 7 };
  if (path.startsWith('/_')) return { files: 7 };
  return WRITTEN_ISSUE.test(path) ? { repo, title: ['no'], state: 7 } : 'no';
}

/** Of the control plane, these two are about a repository and take a body. */
const isCheckedFirst = (path: string): boolean =>
  !path.startsWith('/_') || /^\/_mock\/(trigger|repositories\/.*\/commits)$/.test(path);

test(
  'who may call what follows from one table, for every address of the API',
  { timeout: 600_000 },
  async () => {
    const { localUrl, api, addressOf, places, document } = await startPopulated(ELSEWHERE);
    const operations = Object.entries(document)
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ path, method, needed: operation['x-access'] })),
      )
      .sort(
        (a, b) =>
          Number(isLast(a.method, a.path)) - Number(isLast(b.method, b.path)) ||
          METHODS_IN_ORDER.indexOf(a.method) - METHODS_IN_ORDER.indexOf(b.method),
      );
    expect(operations.length).toBeGreaterThan(250);
    expect(Object.keys(WHO_MAY)).toEqual(
      expect.arrayContaining([...new Set(operations.map(({ needed }) => needed))]),
    );

    const home = { name: 'app', addressOf };
    const wrong: string[] = [];
    const check = async (
      role: Role,
      { method, path, needed }: (typeof operations)[number],
      expected: Outcome | undefined,
      { place = home, bodyOf = bodyFor } = {},
    ) => {
      const hasBody = method !== 'get';
      const response = await fetch(localUrl + place.addressOf(path), {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: { ...bearer(role), ...(hasBody ? { 'Content-Type': 'application/json' } : {}) },
        ...(hasBody ? { body: JSON.stringify(bodyOf(path, place.name)) } : {}),
      });
      const text = await response.text();
      const got = outcomeOf(response.status, text);
      if (got !== expected)
        wrong.push(
          `${method.toUpperCase()} ${path} (${needed}) of ${place.name} as ${role}: ${got}, not ${expected}: ${text.slice(0, 200)}`,
        );
    };
    const outcomeFor = (role: Role, needed: string) => WHO_MAY[needed]?.[role];
    const isRefused = (role: Role, needed: string) => outcomeFor(role, needed) !== 'allowed';
    const isOfRepository = (path: string) => path.includes('{repo}') || WRITTEN_ISSUE.test(path);

    for (const operation of operations) {
      const { path, needed } = operation;
      const refused = ROLES.filter((role) => isRefused(role, needed));
      const elsewhere = WHERE_ALL_READ[needed];
      await Promise.all([
        ...refused.map((role) => check(role, operation, outcomeFor(role, needed))),
        ...(isCheckedFirst(path) ? refused : []).map((role) =>
          check(role, operation, outcomeFor(role, needed), { bodyOf: wrongBodyFor }),
        ),
        ...(isOfRepository(path) && elsewhere === 403 ? places : []).map((place) =>
          check('stranger', operation, elsewhere, { place }),
        ),
      ]);
    }
    // Nothing that was refused has changed anything that the others need.
    await api.post('/_mock/snapshots/whole').set(bearer('atomgit')).expect(201);
    for (const operation of operations.filter(({ path }) => !NOT_CALLED.test(path))) {
      const { method, path, needed } = operation;
      if (isOfRepository(path) && WHERE_ALL_READ[needed] === 'allowed')
        for (const place of places) await check('stranger', operation, 'allowed', { place });
      for (const role of ROLES.filter((each) => !isRefused(each, needed))) {
        await check(role, operation, 'allowed');
        if (isLast(method, path))
          await api.post('/_mock/snapshots/whole/restore').set(bearer('atomgit')).expect(200);
      }
    }
    expect(wrong).toEqual([]);
  },
);

/** Who may, may also hear that something else is missing or wrong. */
function outcomeOf(status: number, text: string): Outcome {
  if (status === 401 || status === 403) return status;
  return status === 404 && MISSING.test(messageOf(text)) ? 404 : 'allowed';
}

function messageOf(text: string): string {
  try {
    const { message, error_message: older } = JSON.parse(text);
    return String(message ?? older);
  } catch {
    return text;
  }
}
