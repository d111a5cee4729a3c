import { ForgeError, quoted } from '#domain';

/** A change of one path. */
export interface NewFile {
  readonly content: string | Buffer;
  /** An existing file keeps its content or mode when it is left out. */
  readonly isExecutable?: boolean | undefined;
}

/** By path, separated by `/`; null removes a file, or a folder with everything in it. */
export type FileChanges = ReadonlyMap<string, NewFile | null>;

/** The limits of file systems: bytes of one name, and of a whole path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4_000;

/** Checks a path that must be valid in every work tree. @returns its parts @throws ForgeError `invalid` */
export function partsOf(path: string): readonly string[] {
  const parts = path.split('/');
  const problem =
    Buffer.byteLength(path) > LONGEST_PATH ? 'is too long' : parts.map(problemWith).find(Boolean);
  if (problem === undefined) return parts;
  throw new ForgeError(
    'invalid',
    `path ${quoted(path)} ${problem}: use a path like "docs/read me.md", from the top of the repository`,
  );
}

function problemWith(part: string): string | undefined {
  if (part === '') return 'has an empty part, as by a slash at its start or end, or by two together';
  if (part === '.' || part === '..') return `has the part "${part}"`;
  if (part.includes('\0')) return 'has the character U+0000';
  if (isGitFolder(part)) return 'would lie in the folder of git itself';
  return Buffer.byteLength(part) > LONGEST_NAME ? `has a part of more than ${LONGEST_NAME} bytes` : undefined;
}

/** Characters that macOS ignores in names. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether some file system takes the name for `.git`. Windows takes `\` for a slash and ignores what follows a name.
 */
const isGitFolder = (part: string): boolean =>
  part
    .replace(IGNORED, '')
    .split('\\')
    .some((name) => /^(\.git|git~1)[ .]*(:.*)?$/is.test(name));
