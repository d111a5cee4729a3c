import { onTestFinished } from 'vitest';

/** Something that is not as its contract has it. */
export interface Violation {
  /** The id of the delivery that breaks it; null for an answer. */
  readonly delivery: string | null;
  readonly message: string;
}

/** Of the test that runs; null before somebody watches. */
let violations: Violation[] | null = null;

/** From now on to its end, the test fails for every violation. To be called by what receives, and by what is called. */
export function watchContracts(): void {
  if (violations !== null) return;
  const found: Violation[] = [];
  violations = found;
  // Runs when all receivers and servers that came later have stopped.
  onTestFinished(() => {
    violations = null;
    if (found.length > 0) throw new Error(found.map(({ message }) => message).join('\n'));
  });
}

export const reportViolation = (violation: Violation): void => void violations?.push(violation);

/**
 * Takes back what was to be broken: the log tells of a fault.
 * @param isExpected whether the server's log says so of the delivery of that id
 */
export async function ignoreExpectedViolations(
  isExpected: (delivery: string) => Promise<boolean>,
): Promise<void> {
  const found = violations ?? [];
  for (const violation of found.slice())
    if (violation.delivery !== null && (await isExpected(violation.delivery)))
      found.splice(found.indexOf(violation), 1);
}
