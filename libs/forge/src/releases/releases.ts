import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, quoted, UnitOfWork, type Repository, type User } from '#domain';
import { History } from '#git';
import { RefCreator } from '../refs/ref-creator.js';
import { TAG } from '../refs/ref-events.js';
import { requireRepository } from '../repositories/require-repository.js';
import { isBranchName } from '../users/names.js';
import { ReleaseRow } from './release.entity.js';

export interface ReleaseChoices {
  readonly tag?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly isPrerelease?: boolean | undefined;
  /** The target of the tag if it does not exist: a branch, a tag or a sha; the default branch when left out. */
  readonly target?: string | undefined;
}

/** The releases of a repository. */
@Injectable()
export class Releases {
  constructor(
    @InjectRepository(ReleaseRow) private readonly rows: Table<ReleaseRow>,
    private readonly history: History,
    private readonly refs: RefCreator,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /**
   * The server pushes a missing tag.
   * @throws ForgeError `conflict` when the tag has a release, `invalid` for an invalid tag or target
   */
  async create(
    repository: Repository,
    choices: ReleaseChoices & { readonly tag: string },
    author: User,
  ): Promise<ReleaseRow> {
    const { tag, name = tag, description = '', isPrerelease = false } = choices;
    await this.requireFree(repository, tag, this.rows.manager);
    const sha = await this.ensureTag(repository, choices, author);
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      await this.requireFree(repository, tag, tx);
      const createdAt = this.clock.now().toISOString();
      const { id: repositoryId } = repository;
      const row = { repositoryId, tag, sha, name, description, isPrerelease, authorId: author.id, createdAt };
      return tx.save(ReleaseRow, row);
    });
  }

  /** Undefined fields stay unchanged. @throws ForgeError as `create` */
  async change(
    repository: Repository,
    row: ReleaseRow,
    changes: ReleaseChoices,
    user: User,
  ): Promise<ReleaseRow> {
    const { tag = row.tag } = changes;
    if (tag !== row.tag) await this.requireFree(repository, tag, this.rows.manager);
    const sha = tag === row.tag ? null : await this.ensureTag(repository, { ...changes, tag }, user);
    return this.unitOfWork.run(async (tx) => {
      const now = await tx.findOneBy(ReleaseRow, { id: row.id });
      if (now === null) return noRelease(repository, quoted(row.tag));
      if (sha !== null) await this.requireFree(repository, tag, tx);
      const tagged = sha === null ? {} : { tag, sha };
      const { name = now.name, description = now.description, isPrerelease = now.isPrerelease } = changes;
      return tx.save(Object.assign(now, tagged, { name, description, isPrerelease }));
    });
  }

  /** Newest first. */
  async list(
    repository: Repository,
    page: { readonly skip: number; readonly take: number },
  ): Promise<{ rows: ReleaseRow[]; total: number }> {
    const where = { repositoryId: repository.id };
    const [rows, total] = await this.rows.findAndCount({ where, order: { id: 'DESC' }, ...page });
    return { rows, total };
  }

  /** @throws ForgeError `not_found` */
  async ofTag(repository: Repository, tag: string): Promise<ReleaseRow> {
    return (await this.withTag(repository, tag)) ?? noRelease(repository, `of the tag ${quoted(tag)}`);
  }

  /** @param named its tag or, if no release has that tag, its id @throws ForgeError `not_found` */
  async get(repository: Repository, named: string): Promise<ReleaseRow> {
    const row = (await this.withTag(repository, named)) ?? (await this.withId(repository, named));
    return row ?? noRelease(repository, quoted(named));
  }

  /** @param named its id or, if no release has that id, its tag @throws ForgeError `not_found` */
  async getById(repository: Repository, named: string): Promise<ReleaseRow> {
    const row = (await this.withId(repository, named)) ?? (await this.withTag(repository, named));
    return row ?? noRelease(repository, quoted(named));
  }

  /** The newest except prereleases. @throws ForgeError `not_found` */
  async latest(repository: Repository): Promise<ReleaseRow> {
    const where = { repositoryId: repository.id, isPrerelease: false };
    const row = await this.rows.findOne({ where, order: { id: 'DESC' } });
    return row ?? noRelease(repository, 'that is no prerelease');
  }

  /** Also deletes its attachments; the tag stays. */
  async delete(row: ReleaseRow): Promise<void> {
    await this.unitOfWork.run((tx) => tx.delete(ReleaseRow, { id: row.id }));
  }

  private withTag({ id: repositoryId }: Repository, tag: string): Promise<ReleaseRow | null> {
    return this.rows.findOneBy({ repositoryId, tag });
  }

  private async withId({ id: repositoryId }: Repository, id: string): Promise<ReleaseRow | null> {
    return /^\d{1,15}$/.test(id) ? this.rows.findOneBy({ repositoryId, id: Number(id) }) : null;
  }

  /** @returns the commit that the tag points at */
  private async ensureTag(
    repository: Repository,
    { tag, target = repository.defaultBranch }: ReleaseChoices & { readonly tag: string },
    user: User,
  ): Promise<string> {
    // Git would read a suffix like `^{commit}` as part of a revision.
    const tagged = isBranchName(tag) ? await this.history.details(repository, TAG + tag) : null;
    if (tagged !== null) return tagged.sha;
    const commit = await this.history.details(repository, target);
    if (commit === null) {
      const words = `target_commitish ${quoted(target)} is not a commit of ${fullName(repository)}`;
      throw new ForgeError('invalid', words);
    }
    await this.refs.tag(repository, { name: tag, revision: commit.sha, message: '' }, user);
    return commit.sha;
  }

  private async requireFree(repository: Repository, tag: string, manager: EntityManager): Promise<void> {
    if (await manager.existsBy(ReleaseRow, { repositoryId: repository.id, tag }))
      throw new ForgeError('conflict', `The tag ${quoted(tag)} has a release in ${fullName(repository)}`);
  }
}

function noRelease(repository: Repository, which: string): never {
  throw new ForgeError('not_found', `There is no release ${which} in ${fullName(repository)}`);
}
