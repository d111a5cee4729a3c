import { PassThrough, type Readable } from 'node:stream';
import type { Git } from '../git.js';

/**
 * What a git command prints, however much it is. One that fails ends the stream with an error, and one that nobody reads
 * any more is ended.
 * @throws when git cannot be started for want of descriptors
 */
export function gitOutput(git: Git, folder: string, args: readonly string[]): Readable {
  const child = git.start(folder, args, {});
  child.stdin.end();
  child.stderr.resume();
  const output = new PassThrough();
  child.stdout.pipe(output, { end: false });
  child.on('close', (code) => {
    if (code === 0) output.end();
    else output.destroy(new Error(`git ${args[0]} ended with ${code}`));
  });
  output.on('close', () => child.kill());
  return output;
}
