// A process that starts servers of the library, one after another, and says when each has answered; stays for one more look.
import { startAtomGit } from '../dist/package/index.js';
import { now } from './measure.mjs';

const count = Number(process.argv[2]);
for (let number = 1; number <= count; number += 1) {
  const start = now();
  const atomgit = await startAtomGit();
  await fetch(`${atomgit.url}/_mock/ready`).then((response) => response.text());
  const answered = now();
  await atomgit.stop();
  if (number === count) process.send({ answered, duration: answered - start });
}
