import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Git } from '../process/git.js';
import { ObjectReader } from '../process/object-reader.js';
import { listRefs, readRef, refNames, type ListedRefs, type Stretch } from '../repository/ref-files.js';
import { isRefName, isSha, isWholeSha } from './revision.js';

const HEADS = 'refs/heads';
const TAGS = 'refs/tags';

/** Lists branches and tags by their short names, and resolves revisions that users name. */
@Injectable()
export class RefList {
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly repositories: BareRepositories,
  ) {}

  /** By name. */
  branches(at: RepositoryPath, stretch: Stretch): ListedRefs {
    return shortened(listRefs(this.repositories.folder(at), HEADS, stretch), HEADS);
  }

  /** By name. An annotated tag has the sha of its tag object. */
  tags(at: RepositoryPath, stretch: Stretch): ListedRefs {
    return shortened(listRefs(this.repositories.folder(at), TAGS, stretch), TAGS);
  }

  /** The names that have these words in them, in any case: those that begin with them first, then by name. */
  matching(at: RepositoryPath, words: string): { branches: readonly string[]; tags: readonly string[] } {
    const folder = this.repositories.folder(at);
    const named = (prefix: string) => {
      const names = refNames(folder, prefix).map((name) => name.slice(prefix.length + 1));
      return matching(names, words.toLowerCase());
    };
    return { branches: named(HEADS), tags: named(TAGS) };
  }

  /** By the time of their newest commits, oldest first, then by name. One git process. */
  async branchesByUpdate(at: RepositoryPath, { skip, take, direction }: Stretch): Promise<ListedRefs> {
    const folder = this.repositories.folder(at);
    const { total } = listRefs(folder, HEADS, { skip: 0, take: 0 });
    if (skip >= total) return { refs: [], total };
    const printed = await this.git.run(folder, [
      'for-each-ref',
      `--sort=${direction === 'desc' ? '-' : ''}committerdate`,
      `--count=${skip + take}`,
      '--format=%(objectname) %(refname)',
      HEADS,
    ]);
    const lines = printed.split('\n').filter(Boolean).slice(skip);
    const refs = lines.map((line) => ({ name: line.slice(41), sha: line.slice(0, 40) }));
    return shortened({ refs, total }, HEADS);
  }

  /** The latest tag; null when there are none. One git process. */
  async newestTag(at: RepositoryPath): Promise<ListedRefs['refs'][number] | null> {
    const args = [
      'for-each-ref',
      '--sort=-creatordate',
      '--count=1',
      '--format=%(objectname) %(refname)',
      TAGS,
    ];
    const printed = await this.git.run(this.repositories.folder(at), args);
    const [, sha, name] = /^(\S{40}) refs\/tags\/(.*)$/m.exec(printed) ?? [];
    return sha !== undefined && name !== undefined ? { name, sha } : null;
  }

  /** The commit of a branch; null when there is no such branch. */
  branch(at: RepositoryPath, name: string): string | null {
    return isRefName(name) ? readRef(this.repositories.folder(at), `${HEADS}/${name}`) : null;
  }

  /**
   * Resolves a branch, a tag, `HEAD`, a full ref name, or a sha, which may be shortened. Branches precede tags, both
   * precede shortened shas. Null when there is none.
   */
  async resolve(at: RepositoryPath, revision: string): Promise<string | null> {
    const folder = this.repositories.folder(at);
    const sha = isWholeSha(revision) ? revision : this.named(at, revision);
    if (sha === null && !isSha(revision)) return null;
    const commit = await this.objects.object(folder, `${sha ?? revision}^{commit}`);
    return commit?.sha ?? null;
  }

  /** The value of the ref with that name. */
  private named(at: RepositoryPath, name: string): string | null {
    if (!isRefName(name)) return null;
    const folder = this.repositories.folder(at);
    if (name === 'HEAD') return readRef(folder, `${HEADS}/${this.repositories.defaultBranch(at)}`);
    const full = name.startsWith('refs/') ? [name] : [];
    const candidates = [`${HEADS}/${name}`, `${TAGS}/${name}`, ...full];
    return candidates.map((ref) => readRef(folder, ref)).find((sha) => sha !== null) ?? null;
  }
}

function matching(names: readonly string[], words: string): readonly string[] {
  const found = names.filter((name) => name.toLowerCase().includes(words));
  const isFirst = (name: string) => name.toLowerCase().startsWith(words);
  return [...found.filter(isFirst), ...found.filter((name) => !isFirst(name))];
}

const shortened = ({ refs, total }: ListedRefs, prefix: string): ListedRefs => ({
  refs: refs.map(({ name, sha }) => ({ name: name.slice(prefix.length + 1), sha })),
  total,
});
