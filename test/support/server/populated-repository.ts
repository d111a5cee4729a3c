import { start } from './start.js';

/** Who there is, from those who may do least to those who may do all; the token is named after its user. */
export const ROLES = [
  'anonymous',
  'stranger',
  'reader',
  'developer',
  'maintainer',
  'owner',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

export const bearer = (role: Role | 'atomgit'): Record<string, string> =>
  role === 'anonymous' ? {} : { Authorization: `Bearer ${role}-token` };

const HEAD = 'feature';

type Server = Awaited<ReturnType<typeof start>>;

/** A repository of an organisation. */
interface Wanted {
  readonly org: string;
  readonly name: string;
  readonly visibility: 'private' | 'internal' | 'public';
}

/** A strict server with repositories of an organisation, at first the private `acme/app`, each with one of everything, made by the owner. */
export async function startPopulated(others: readonly Wanted[] = []) {
  const server = await start({ settings: { auth: 'strict' } });
  const { api } = server;
  for (const role of [...ROLES.slice(1), 'guest'])
    await api
      .post('/_mock/users')
      .set(bearer('atomgit'))
      .send({ login: role, token: `${role}-token`, email: `${role}@example.com` })
      .expect(201);
  const make = making(server);
  const key = await make('/api/v5/user/keys', { title: 'Laptop', key: `ssh-ed25519 ${ED25519} me` });
  const populateOne = (wanted: Wanted) => populate(server, wanted, key['id']);
  const addressOf = await populateOne({ org: 'acme', name: 'app', visibility: 'private' });
  await make('/api/v5/orgs/acme/memberships/admin', { permission: 'admin' });
  const places = [];
  for (const wanted of others) places.push({ ...wanted, addressOf: await populateOne(wanted) });
  return { ...server, addressOf, places, document: await documentOf(server) };
}

const making =
  ({ api }: Server) =>
  async (path: string, fields: object): Promise<Record<string, unknown>> => {
    const { body, status } = await api.post(path).set(bearer('owner')).send(fields);
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
    return body as Record<string, unknown>;
  };

/** Calls that name their repository in the query. */
const QUERIES = [
  { ending: '/issues/{number}/operate_logs', of: (_: string, name: string) => `?repo=${name}` },
  {
    ending: '/_mock/statuses/wait',
    of: (org: string, name: string) => `?repository=${org}/${name}&sha=HEAD&timeout=1ms`,
  },
];

/** @returns the address of a documented path, with names and numbers of what there is in the repository */
async function populate(
  server: Server,
  { org, name, visibility }: Wanted,
  key: unknown,
): Promise<(path: string) => string> {
  const { api } = server;
  const [owner, made, REPO] = [bearer('owner'), making(server), `/api/v5/repos/${org}/${name}`];
  await api
    .put(`/_mock/repositories/${org}/${name}`)
    .set(owner)
    .send({ visibility, auto_init: true })
    .expect(200);
  const permissions = { reader: 'pull', developer: 'push', maintainer: 'admin' };
  for (const [login, permission] of Object.entries(permissions))
    await api.put(`${REPO}/collaborators/${login}`).set(owner).send({ permission }).expect(200);
  const commits = `/_mock/repositories/${org}/${name}/commits`;
  const { sha } = await made(commits, { files: { 'README.md': 'Hello', 'src/main.c': 'int main;' } });
  await made(commits, { branch: HEAD, parents: [sha], files: { 'new.txt': 'new\n' } });
  await made(`${REPO}/tags`, { tag_name: 'v1', refs: 'master' });
  await made(`${REPO}/labels`, { name: 'bug', color: '#ff0000' });
  await made(`${REPO}/milestones`, { title: 'First', due_on: '2030-01-01' });
  await made(`/api/v5/repos/${org}/issues`, {
    repo: name,
    title: 'Wrong',
    labels: 'bug',
    assignee: 'reader',
  });
  await made(`${REPO}/pulls`, { title: 'Right', head: HEAD, base: 'master', body: 'closes #1' });
  await made(`${REPO}/pulls/1/labels`, ['bug']);
  await made(`${REPO}/pulls/1/reviewers`, { reviewers: 'reader' });
  const issueNote = await made(`${REPO}/issues/1/comments`, { body: 'Hm' });
  const pullNote = await made(`${REPO}/pulls/1/comments`, { body: 'Hm', path: 'new.txt', position: 1 });
  const commitNote = await made(`${REPO}/commits/${String(sha)}/comments`, { body: 'Hm' });
  const hook = await made(`${REPO}/hooks`, { url: 'http://127.0.0.1:9/' });
  await made(`${REPO}/statuses/${String(sha)}`, { state: 'success', context: 'ci' });
  const run = await made(`${REPO}/check-runs`, { name: 'ci', head_sha: sha });
  await made(`${REPO}/releases`, { tag_name: 'v1', name: 'One', body: 'First' });
  const upload = await api.get(`${REPO}/releases/v1/upload_url?file_name=app.bin`).set(owner).expect(200);
  await api.put(upload.body.url.slice(server.url.length)).type('application/octet-stream').send('bytes');
  await made(`${REPO}/protected_tags`, { name: 'v1', create_access_level: 30 });
  await api
    .put(`${REPO}/branches/setting/new`)
    .set(owner)
    .send({ wildcard: 'release', pusher: 'admin', merger: 'admin' })
    .expect(200);
  const repository = await api.get(REPO).set(owner).expect(200);
  const blob = await api.get(`${REPO}/contents/README.md`).set(owner).expect(200);
  const ids: readonly (readonly [RegExp, unknown])[] = [
    [/\/pulls\/comments\/|\/pulls\/\{number\}\/comments\/\{id\}/, pullNote['note_id']],
    [/\/issues\/comments\//, issueNote['id']],
    [/\/comments\/\{id\}/, commitNote['id']],
    [/\/hooks\//, hook['id']],
    [/\/check-runs\//, run['id']],
    [/\/keys\//, key],
    [/\/repositories\/\{id\}/, repository.body.id],
  ];
  const values: Readonly<Record<string, unknown>> = {
    owner: org,
    repo: name,
    org,
    enterprise: org,
    username: 'guest',
    number: 1,
    branch: HEAD,
    wildcard: 'release',
    revision: sha,
    ref: sha,
    sha: sha,
    range: `master...${HEAD}`,
    path: 'README.md',
    name: 'v1',
    tag: 'v1',
    release: 'v1',
    file: 'app.bin',
    discussion: pullNote['id'],
    dialect: 'documented',
  };
  return (path) => {
    const id = ids.find(([pattern]) => pattern.test(path))?.[1] ?? 1;
    const special: Readonly<Record<string, unknown>> = {
      ...(path.includes('/labels/') ? { name: 'bug' } : {}),
      ...(path.includes('/blobs/') ? { sha: blob.body.sha } : {}),
      ...(path.includes('/_mock/schemas/') ? { file: 'push.json' } : {}),
      ...(path.endsWith('ball/{path}') ? { path: 'master' } : {}),
      ...(path.startsWith('/_sink') ? { name: 'ci' } : {}),
    };
    const value = (parameter: string) => {
      const found = special[parameter] ?? (parameter === 'id' ? id : values[parameter]);
      return typeof found === 'string' || typeof found === 'number' ? String(found) : '1';
    };
    const query = QUERIES.find(({ ending }) => path.endsWith(ending))?.of(org, name) ?? '';
    return (
      path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(value(parameter))) + query
    );
  };
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly 'x-access': string;
}

type Documented = Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;

async function documentOf({ api }: Awaited<ReturnType<typeof start>>): Promise<Documented> {
  const { body } = await api.get('/_mock/openapi.json').set(bearer('atomgit')).expect(200);
  return body.paths;
}

const ED25519 = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
