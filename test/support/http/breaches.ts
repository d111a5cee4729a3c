import { onTestFinished } from 'vitest';

/** Something that is not as its contract has it. */
export interface Breach {
  /** The id of the delivery that breaks it; null for an answer. */
  readonly delivery: string | null;
  readonly message: string;
}

/** Of the test that runs; null before somebody watches. */
let breaches: Breach[] | null = null;

/** From now on to its end, the test fails for every breach. To be called by what receives, and by what is called. */
export function watchContracts(): void {
  if (breaches !== null) return;
  const found: Breach[] = [];
  breaches = found;
  // Runs when all receivers and servers that came later have stopped.
  onTestFinished(() => {
    breaches = null;
    if (found.length > 0) throw new Error(found.map(({ message }) => message).join('\n'));
  });
}

export const noteBreach = (breach: Breach): void => void breaches?.push(breach);

/**
 * Takes back what was to be broken: the log tells of a fault.
 * @param wasAskedFor whether the server's log says so of the delivery of that id
 */
export async function excuseBreaches(wasAskedFor: (delivery: string) => Promise<boolean>): Promise<void> {
  const found = breaches ?? [];
  for (const breach of found.slice())
    if (breach.delivery !== null && (await wasAskedFor(breach.delivery)))
      found.splice(found.indexOf(breach), 1);
}
