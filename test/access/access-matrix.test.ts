import { expect, test } from 'vitest';
import { bearer, furnished, ROLES, type Role } from '../support/server/furnished.js';

type Outcome = 'allowed' | 401 | 403 | 404;

/** For a private repository of an organisation. */
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
};

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

/** As much as is looked at before a service says who may. */
function bodyFor(path: string): unknown {
  if (path === '/_mock/trigger') return { repository: 'acme/app', event: 'push' };
  if (path.startsWith('/_')) return {};
  return path.endsWith('/labels') ? ['bug'] : { repo: 'app', title: 'Wrong', body: 'Hm' };
}

test(
  'who may call what follows from one table, for every address of the API',
  { timeout: 600_000 },
  async () => {
    const { localUrl, api, addressOf, document } = await furnished();
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

    const call = async (
      role: Role,
      method: string,
      path: string,
    ): Promise<{ got: Outcome; text: string }> => {
      const hasBody = method !== 'get';
      const response = await fetch(localUrl + addressOf(path), {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: { ...bearer(role), ...(hasBody ? { 'Content-Type': 'application/json' } : {}) },
        ...(hasBody ? { body: JSON.stringify(bodyFor(path)) } : {}),
      });
      const text = await response.text();
      return { got: outcomeOf(response.status, text), text };
    };
    const wrong: string[] = [];
    const check = async (role: Role, { method, path, needed }: (typeof operations)[number]) => {
      const expected = WHO_MAY[needed]?.[role];
      const { got, text } = await call(role, method, path);
      if (got !== expected)
        wrong.push(
          `${method.toUpperCase()} ${path} (${needed}) as ${role}: ${got}, not ${expected}: ${text.slice(0, 200)}`,
        );
    };
    const isRefused = (role: Role, needed: string) => WHO_MAY[needed]?.[role] !== 'allowed';

    for (const operation of operations)
      await Promise.all(
        ROLES.filter((role) => isRefused(role, operation.needed)).map((role) => check(role, operation)),
      );
    // Nothing that was refused has changed anything that the others need.
    await api.post('/_mock/snapshots/whole').set(bearer('atomgit')).expect(201);
    for (const operation of operations.filter(({ path }) => !NOT_CALLED.test(path))) {
      const { method, path, needed } = operation;
      for (const role of ROLES.filter((each) => !isRefused(each, needed))) {
        await check(role, operation);
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
