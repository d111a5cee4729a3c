import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import type { Person } from './commit-details.js';
import { CommitLog } from './commit-log.js';
import { ObjectReader, type GitObject } from '../process/object-reader.js';
import { parsePerson } from './parse-commit.js';
import { RefList } from '../refs/ref-list.js';
import type { Stretch } from '../repository/ref-files.js';

export interface TagDetails {
  readonly name: string;
  /** The annotation without its signature and last newline; `''` for a lightweight tag. */
  readonly message: string;
  /** The commit that it points at. For another object: its sha, and the tagger's time if there is one. */
  readonly commit: { readonly sha: string; readonly date: string | null };
  /** Null for a lightweight tag. */
  readonly tagger: Person | null;
}

export interface TagPage {
  readonly tags: readonly TagDetails[];
  /** Their number, which may be more than `tags` holds. */
  readonly total: number;
}

/** Reads tags with their commits. Uses running processes for most. */
@Injectable()
export class TagList {
  constructor(
    private readonly objects: ObjectReader,
    private readonly repositories: BareRepositories,
    private readonly refs: RefList,
    private readonly log: CommitLog,
  ) {}

  /** By name. */
  async page(at: RepositoryPath, stretch: Stretch): Promise<TagPage> {
    const folder = this.repositories.folder(at);
    const { refs, total } = this.refs.tags(at, stretch);
    const [objects, targets] = await Promise.all([
      Promise.all(refs.map(({ sha }) => this.objects.object(folder, sha))),
      Promise.all(refs.map(({ sha }) => this.objects.object(folder, `${sha}^{commit}`))),
    ]);
    const shas = targets.flatMap((target) => target?.sha ?? []);
    const commits = new Map((await this.log.several(at, shas)).map((commit) => [commit.sha, commit]));
    const tags = refs.map(({ name, sha }, index) => {
      const { message, tagger, object } = annotation(objects[index] ?? null);
      const commit = commits.get(targets[index]?.sha ?? '');
      const target = { sha: commit?.sha ?? object ?? sha, date: (commit?.committer ?? tagger)?.date ?? null };
      return { name, message, commit: target, tagger };
    });
    return { tags, total };
  }
}

const SIGNATURE = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$.*/ms;

/** The content of a tag object; `object` is what it points at. */
export function annotation(tag: GitObject | null) {
  if (tag?.type !== 'tag') return { message: '', tagger: null, object: null };
  const [head = '', ...rest] = tag.content.toString().split('\n\n');
  return {
    message: rest.join('\n\n').replace(SIGNATURE, '').trimEnd(),
    tagger: parsePerson('tagger', head),
    object: /^object ([0-9a-f]{40})$/m.exec(head)?.[1] ?? null,
  };
}
