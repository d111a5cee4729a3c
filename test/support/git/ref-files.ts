import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PREFIXES = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];
const SHA = /^[0-9a-f]{40}\n$/;

/** What a ref in a file of its own points at, without a process. Null where git has to be asked. */
export async function looseRef(gitFolder: string, name: string): Promise<string | null> {
  for (const prefix of /^(?!.*\.\.)[\w./-]+$/.test(name) ? PREFIXES : []) {
    const content = await contentOf(join(gitFolder, prefix + name));
    const target = /^ref: (.*)\n$/.exec(content)?.[1];
    if (target !== undefined) return looseRef(gitFolder, target);
    if (SHA.test(content)) return content.trimEnd();
  }
  return null;
}

/**
 * Writes the refs of a bare repository as a clone has them: its branches are those of `origin`, its tags are tags.
 * @returns the branch that HEAD names, and whether it exists
 */
export async function copyRefs(bare: string, gitFolder: string) {
  const head = await readFile(join(bare, 'HEAD'), 'utf8');
  const branch = head.replace('ref: refs/heads/', '').trimEnd();
  const refs = await refsOf(bare);
  const tip = refs.get(`refs/heads/${branch}`);
  const put = async (name: string, content: string) => {
    const file = join(gitFolder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  };
  await put('HEAD', head);
  for (const [name, sha] of refs) await put(name.replace(/^refs\/heads\//, 'refs/remotes/origin/'), sha);
  if (tip !== undefined) {
    await put('refs/remotes/origin/HEAD', `ref: refs/remotes/origin/${branch}\n`);
    await put(`refs/heads/${branch}`, tip);
  } else await mkdir(join(gitFolder, 'refs'), { recursive: true });
  return { branch, isBorn: tip !== undefined };
}

/** Branches and tags, loose ones before packed ones; each with its line. */
async function refsOf(bare: string): Promise<Map<string, string>> {
  const packed = await contentOf(join(bare, 'packed-refs'));
  const lines = packed.matchAll(/^([0-9a-f]{40}) (refs\/(?:heads|tags)\/.*)$/gm);
  const refs = new Map([...lines].map(([, sha, name]) => [name ?? '', `${sha}\n`]));
  for (const folder of ['refs/heads', 'refs/tags']) {
    for (const name of await readdir(join(bare, folder), { recursive: true }).catch(() => [])) {
      const content = await contentOf(join(bare, folder, name));
      if (SHA.test(content) && !name.endsWith('.lock')) refs.set(`${folder}/${name}`, content);
    }
  }
  return refs;
}

/** Of a folder, or of what is not there, none. */
const contentOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
