import { onTestFinished } from 'vitest';
import { startAtomGit, type AtomGit, type AtomGitOptions } from 'atomgit-mock';

/** A server of the library, stopped when the test is over. */
export async function started(options: AtomGitOptions = {}): Promise<AtomGit> {
  const atomgit = await startAtomGit(options);
  onTestFinished(() => atomgit.stop());
  return atomgit;
}
