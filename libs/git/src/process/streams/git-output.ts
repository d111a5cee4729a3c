import { PassThrough, type Readable } from 'node:stream';
import type { Git } from '../git.js';

/**
 * Streams the output of a git command, of any length. A failing command ends the stream with an error, and closing
 * the stream ends the command.
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
