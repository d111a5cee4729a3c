import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Clones a repository at a commit and runs `ci.sh` there. @returns what it printed, and whether it succeeded */
async function build({ repository, after: sha }) {
  const folder = await mkdtemp(join(tmpdir(), 'ci-runner-'));
  try {
    await run('git', ['clone', '--quiet', '--no-checkout', repository.git_http_url, folder]);
    await run('git', ['-C', folder, 'checkout', '--quiet', '--detach', sha]);
    const { stdout } = await run('sh', ['ci.sh'], { cwd: folder });
    return { sha, passed: true, log: stdout };
  } catch (error) {
    return { sha, passed: false, log: `${error.stdout ?? ''}${error.stderr ?? error.message}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds what is pushed, one after another; `report` gets each result. Answers before it builds, as senders do not wait for long. */
export function ciRunner(report) {
  let last = Promise.resolve();
  return createServer(async (request, response) => {
    const push = await json(request);
    if (push.object_kind === 'push' && !/^0+$/.test(push.after))
      last = last.then(() => build(push)).then(report);
    response.end('ok');
  });
}
