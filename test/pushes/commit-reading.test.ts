import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Clone } from '../support/git/clone.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const ADA = 'Ada <ada@example.com> 1700000000 +0000';

/** Commits as other tools than git write them; the text after `parent`. */
const ODD_COMMITS: readonly (string | Buffer)[] = [
  `author ${ADA}\ncommitter ${ADA}\n\nplain\n`,
  `author ${ADA}\ncommitter ${ADA}\n\nno newline at the end`,
  `author ${ADA}\ncommitter ${ADA}\n\n`,
  `author ${ADA}\ncommitter ${ADA}\n\n\n\nblank lines first\n\nand a body\r\nwith CRLF\n\n\n`,
  `author  <> 0 +0000\ncommitter  <> 0 -0330\n\nnobody\n`,
  `author 艾达 <ada@例子.cn> 1700000000 +0800\ncommitter 艾达 <ada@例子.cn> 1700000000 +0800\n\n提交 🎉\n`,
  `author ${ADA}\ncommitter ${ADA}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n author Eve <eve@example.com> 1 +0000\n -----END PGP SIGNATURE-----\n\nsigned\n`,
  `author ${ADA}\ncommitter ${ADA}\nencoding UTF-8\n\nsays so\n`,
  `author Ada  Lovelace  <ada@example.com> 1700000000 +0530\ncommitter ${ADA}\n\nspaces\n`,
  `author A${' '.repeat(200_000)}B <ada@example.com> 1700000000 +0000\ncommitter ${ADA}\n\nmany spaces\n`,
  Buffer.concat([
    Buffer.from(`author ${ADA}\ncommitter ${ADA}\n\nnot UTF-8: `),
    Buffer.from([0xff, 0xfe, 0x0a]),
  ]),
  Buffer.concat([
    Buffer.from(`author ${ADA}\ncommitter ${ADA}\nencoding GBK\n\n`),
    Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a]),
  ]),
];

async function oddCommit(work: Clone, parent: string, rest: string | Buffer): Promise<string> {
  const file = join(await temporaryFolder(), 'commit');
  const tree = await work.git('rev-parse', 'HEAD^{tree}');
  await writeFile(file, Buffer.concat([Buffer.from(`tree ${tree}\nparent ${parent}\n`), Buffer.from(rest)]));
  return work.git('hash-object', '-t', 'commit', '-w', '--literally', file);
}

test('a commit reads the same alone, in a line of others, and behind a merge', async () => {
  const { inbox, clone, settled } = await start({ hook: { push_events: true } });
  const work = await clone();
  const line: string[] = [];
  for (const rest of ODD_COMMITS) {
    const tip = await oddCommit(work, line.at(-1) ?? (await work.sha()), rest);
    line.push(tip);
    await work.push(`${tip}:refs/heads/alone`);
  }
  await work.push(`${line.at(-1)}:refs/heads/line`);
  await work.git('merge', '--quiet', '--no-ff', '--message', 'merge', String(line.at(-1)));
  await work.push('HEAD:refs/heads/merged');
  await settled();

  const pushes = inbox.rest().map(({ body }) => body as { ref: string; commits: { id: string }[] });
  const commitsOf = (name: string) =>
    pushes.filter(({ ref }) => ref === `refs/heads/${name}`).flatMap(({ commits }) => commits);
  const behindMerge = commitsOf('merged').filter(({ id }) => line.includes(id));
  expect(behindMerge.map(({ id }) => id)).toEqual(line);
  expect(commitsOf('line')).toEqual(behindMerge);
  expect(commitsOf('alone')).toEqual(behindMerge);
});
