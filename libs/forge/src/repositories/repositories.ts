import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import {
  Clock,
  ForgeError,
  fullName,
  UnitOfWork,
  quoted,
  type Repository,
  type RepositoryPath,
  type User,
  type Visibility,
} from '#domain';
import { BareRepositories, PushJournal } from '#git';
import { CollaboratorRow } from './collaborator.entity.js';
import { Departures } from './addresses/departures.js';
import { FormerAddressRow } from './addresses/former-address.entity.js';
import { keysOf } from './addresses/former-addresses.js';
import { fastImportStream, type ImportedCommit } from './fast-import.js';
import { checkName, checkOwner, checkRefLength, isBranchName, isName } from '../users/names.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import { RepositoryFacts, type RepositoryDetails } from './repository-facts.js';
import { RepositoryRow } from './repository.entity.js';
import { repositoryOf } from './repository-of.js';
import { repositoryNotFound } from './require-repository.js';
import type { ChosenSettings } from './settings/default-settings.js';
import { RepositorySettingsRow } from './settings/repository-settings.entity.js';
import { signatureOf } from '../users/signature.js';

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  /** What stands in the URL; the name when left out. */
  readonly path?: string | undefined;
  readonly description?: string | undefined;
  readonly visibility?: Visibility | undefined;
  readonly defaultBranch?: string | undefined;
  /** Starts the history with a README. */
  readonly autoInit?: boolean | undefined;
  /** Starts the history with these. */
  readonly commits?: readonly ImportedCommit[] | undefined;
  /** The repository that it is a fork of: starts with its branches and tags. */
  readonly parent?: Repository | undefined;
  /** Those that it does not have by default. */
  readonly settings?: ChosenSettings | undefined;
}

@Injectable()
export class Repositories {
  constructor(
    @InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>,
    private readonly bare: BareRepositories,
    private readonly journal: PushJournal,
    private readonly departures: Departures,
    private readonly facts: RepositoryFacts,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /**
   * The repository is there as a whole, its first commits included, or not at all.
   * @param creator owns the namespace when it is created along with the repository
   * @throws ForgeError `invalid` for a name that is not allowed, `conflict` when it is taken
   */
  async create(input: NewRepository, creator: User): Promise<Repository> {
    checkOwner('owner', input.owner);
    if (input.path === undefined) checkName('name', input.name);
    else checkName('path', input.path);
    const branch = input.defaultBranch ?? DEFAULT_BRANCH;
    checkBranch(branch);
    const first = input.autoInit ? [this.firstCommit(input.name, creator, branch)] : [];
    const history = fastImportStream(input.commits ?? first);
    const staged = await (input.parent
      ? this.bare.stageFork(input.parent)
      : this.bare.stage(branch, history));
    try {
      return await this.unitOfWork.run((tx) => this.insert(input, creator, (at) => staged.moveTo(at), tx));
    } finally {
      await staged.discard();
    }
  }

  /** Null when there is none, or when the name could never be one. Case does not matter. */
  async find(at: RepositoryPath): Promise<Repository | null> {
    if (!isName(at.owner) || !isName(at.path)) return null;
    const [owner, path] = [at.owner.toLowerCase(), at.path.toLowerCase()];
    // Every call and every push asks this, and TypeORM's builder takes ten times as long as the database to answer it.
    const [found] = await this.rows.sql<Omit<Repository, 'defaultBranch'>[]>`
      SELECT repository.id, repository.path, repository.name, repository.description, repository.visibility,
        namespace.path AS owner
      FROM repositories repository JOIN namespaces namespace ON namespace.id = repository.namespace_id
      WHERE namespace.path_key = ${owner} AND repository.path_key = ${path}`;
    return found === undefined ? null : { ...found, defaultBranch: this.bare.defaultBranch(found) };
  }

  /** @param manager of the transaction that has changed it, if one has */
  async byId(id: number, manager: EntityManager = this.rows.manager): Promise<Repository | null> {
    return (await this.facts.byIds([id], manager)).get(id) ?? null;
  }

  /** @throws ForgeError `not_found` */
  async get(at: RepositoryPath): Promise<Repository> {
    const found = await this.find(at);
    if (found === null) throw repositoryNotFound(fullName(at));
    return found;
  }

  /** @throws ForgeError `not_found` */
  async details(repository: Repository): Promise<RepositoryDetails> {
    const [details] = await this.facts.details([repository.id]);
    if (details === undefined) throw repositoryNotFound(fullName(repository));
    return details;
  }

  /** How many there are in the namespaces that somebody owns. */
  async countOf(owner: User): Promise<number> {
    return this.rows.countBy({ namespace: { ownerId: owner.id } });
  }

  /**
   * Removes the row first: what lies on disk without a row is nothing. What the database knows of it goes with the row.
   * @param alongside what else is to happen in the same transaction, once the row is gone
   * @throws ForgeError `not_found`
   */
  async delete(at: RepositoryPath, alongside: (tx: EntityManager) => Promise<void>): Promise<void> {
    const { id } = await this.existingRow(at);
    let removed: Promise<void> | undefined;
    await this.unitOfWork.run(async (tx) => {
      const row = await tx.findOneBy(RepositoryRow, { id });
      // Somebody else was quicker, and what lies there now may be another of the same name.
      if (row === null) throw repositoryNotFound(fullName(at));
      await tx.delete(RepositoryRow, { id });
      await tx.update(RepositoryRow, { parentId: row.id }, { parentId: null });
      await tx.delete(CollaboratorRow, { repositoryId: row.id });
      await tx.delete(FormerAddressRow, { repositoryId: row.id });
      await alongside(tx);
      // Before another of the same name can be made.
      this.unitOfWork.afterCommit(tx, () => {
        const gone = this.shown(row);
        this.departures.note(gone, 'deleted');
        removed = this.bare.delete(gone);
        this.journal.forget(gone);
      });
    });
    await removed;
  }

  /**
   * @param moveIntoPlace comes before the row, so that the folder is there for every reader of the row, even during the transaction
   */
  private async insert(
    input: NewRepository,
    creator: User,
    moveIntoPlace: (at: RepositoryPath) => Promise<void>,
    tx: EntityManager,
  ): Promise<Repository> {
    const namespace = await this.namespace(input.owner, creator, tx);
    const path = input.path ?? input.name;
    const pathKey = path.toLowerCase();
    if (await tx.existsBy(RepositoryRow, { namespaceId: namespace.id, pathKey })) {
      throw new ForgeError('conflict', `Repository ${quoted(`${input.owner}/${path}`)} already exists`);
    }
    await tx.delete(FormerAddressRow, keysOf(input.owner, path));
    await moveIntoPlace({ owner: namespace.path, path });
    // It may have gone meanwhile.
    const parent = input.parent && (await tx.findOneBy(RepositoryRow, { id: input.parent.id }));
    const now = this.clock.now().toISOString();
    const row = await tx.save(RepositoryRow, {
      namespaceId: namespace.id,
      path,
      pathKey,
      name: input.name,
      description: input.description ?? '',
      visibility: input.visibility ?? 'public',
      parentId: parent?.id ?? null,
      createdAt: now,
      updatedAt: now,
      pushedAt: now,
    });
    const { settings: chosen } = input;
    if (chosen !== undefined)
      await tx.save(RepositorySettingsRow, { repositoryId: row.id, chosen, updatedAt: now });
    return this.shown(Object.assign(row, { namespace }));
  }

  private async namespace(owner: string, creator: User, tx: EntityManager): Promise<NamespaceRow> {
    const pathKey = owner.toLowerCase();
    const known = await tx.findOneBy(NamespaceRow, { pathKey });
    return (
      known ?? tx.save(NamespaceRow, { path: owner, pathKey, kind: 'group' as const, ownerId: creator.id })
    );
  }

  private firstCommit(name: string, creator: User, branch: string): ImportedCommit {
    const committer = signatureOf(creator, this.clock.now());
    const file = { path: 'README.md', content: `# ${name}\n` };
    return { branch, committer, message: 'Initial commit\n', file };
  }

  private shown(row: RepositoryRow): Repository {
    return repositoryOf(row, this.bare);
  }

  private async existingRow(at: RepositoryPath): Promise<RepositoryRow> {
    const row = await this.row(at);
    if (row === null) throw repositoryNotFound(fullName(at));
    return row;
  }

  private async row(at: RepositoryPath): Promise<RepositoryRow | null> {
    if (!isName(at.owner) || !isName(at.path)) return null;
    const keys = { namespace: { pathKey: at.owner.toLowerCase() }, pathKey: at.path.toLowerCase() };
    // There is one at most. `findOneBy` would not know, and ask for its id first.
    const [row] = await this.rows.findBy(keys);
    return row ?? null;
  }
}

const DEFAULT_BRANCH = 'master';

function checkBranch(branch: string): void {
  if (!isBranchName(branch))
    throw new ForgeError('invalid', `default_branch ${quoted(branch)} is not a branch name`);
  checkRefLength('default_branch', branch);
}
