/** A path in a seed: `['repositories', 0, 'commits', 2]`. */
export type SeedPath = readonly (string | number)[];

/** An error in a seed with its place, as a sentence. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  constructor(
    private readonly path: SeedPath,
    private readonly problem: string,
    line?: number,
  ) {
    super(
      [line === undefined ? '' : `line ${line}: `, fieldOf(path), path.length > 0 ? ' ' : '', problem].join(
        '',
      ),
    );
  }

  /** The same with the line, for a seed given as text. */
  in(lineOf: ((path: SeedPath) => number) | null): SeedError {
    return lineOf === null ? this : new SeedError(this.path, this.problem, lineOf(this.path));
  }
}

/** `repositories[0].commits[2].date` */
const fieldOf = (path: SeedPath): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
