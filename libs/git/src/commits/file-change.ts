import { ForgeError, quoted } from '#domain';

/** What a commit makes of one path. */
export interface NewFile {
  readonly content: string | Buffer;
  /** A file that is there keeps what it has when left out. */
  readonly isExecutable?: boolean | undefined;
}

/** By path, with `/` between its parts; null removes a file, or a folder with all that is in it. */
export type FileChanges = ReadonlyMap<string, NewFile | null>;

/** What file systems have room for: of one name, and of a whole path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4_000;

/**
 * A path as git has it, that can be checked out everywhere.
 * @returns its parts
 * @throws ForgeError `invalid`
 */
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

/** What macOS leaves out of names. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** `.git`, or what some file system takes for the same. Windows takes `\` for a slash, and what stands behind a name for nothing. */
const isGitFolder = (part: string): boolean =>
  part
    .replace(IGNORED, '')
    .split('\\')
    .some((name) => /^(\.git|git~1)[ .]*(:.*)?$/is.test(name));
