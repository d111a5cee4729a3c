import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import type { Repository, User } from '#domain';
import { BareRepositories } from '#git';
import type { NamespaceRow } from '../users/namespace.entity.js';
import { Users } from '../users/users.js';
import { RepositoryRow } from './repository.entity.js';
import { settingsWith, type ChosenSettings, type Settings } from './settings/default-settings.js';

/** The details of a repository that the REST API shows and events lack. */
export interface RepositoryDetails {
  readonly repository: Repository;
  readonly namespace: Pick<NamespaceRow, 'id' | 'path' | 'kind' | 'ownerId'>;
  /** The owner of the namespace. */
  readonly owner: User;
  /** The repository that it was forked from, while it exists. */
  readonly parent: Repository | null;
  readonly forksCount: number;
  readonly openIssuesCount: number;
  readonly openMergeRequestsCount: number;
  /** The owner and the collaborators, by login. */
  readonly members: readonly string[];
  readonly settings: Settings;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
}

/** The rows of a repository and its namespace. */
interface FoundRow extends Omit<Repository, 'defaultBranch'> {
  readonly parentId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
  readonly namespaceId: number;
  readonly kind: NamespaceRow['kind'];
  readonly ownerId: number;
}

/**
 * Reads many repositories in a few queries, without TypeORM's builder, which takes ten times as long as the database:
 * most calls need this.
 */
@Injectable()
export class RepositoryFacts {
  constructor(
    @InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>,
    private readonly bare: BareRepositories,
    private readonly users: Users,
  ) {}

  /** By id, without unknown ones. @param manager of the transaction that has changed them, if any */
  async byIds(
    ids: readonly number[],
    manager: EntityManager = this.rows.manager,
  ): Promise<ReadonlyMap<number, Repository>> {
    const found = await this.found(ids, manager);
    return new Map(found.map((row) => [row.id, this.shown(row)]));
  }

  /** In the order of the ids, without unknown ones. */
  async details(ids: readonly number[]): Promise<RepositoryDetails[]> {
    const found = new Map((await this.found(ids, this.rows.manager)).map((row) => [row.id, row]));
    const rows = ids.flatMap((id) => found.get(id) ?? []);
    const owner = await this.users.knownAmong(rows.map(({ ownerId }) => ownerId));
    const parents = await this.byIds(rows.flatMap(({ parentId }) => parentId ?? []));
    const figures = await this.figures(ids);
    const collaborators = await this.collaborators(ids);
    return rows.map((row) => {
      const [own, others] = [owner(row.ownerId), collaborators.get(row.id) ?? []];
      return {
        repository: this.shown(row),
        namespace: { id: row.namespaceId, path: row.owner, kind: row.kind, ownerId: row.ownerId },
        owner: own,
        parent: parents.get(row.parentId ?? 0) ?? null,
        ...(figures.get(row.id) ?? NOTHING),
        members: [own.login, ...others.filter((login) => login !== own.login)],
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        pushedAt: row.pushedAt,
      };
    });
  }

  private shown({ id, owner, path, name, description, visibility }: FoundRow): Repository {
    const defaultBranch = this.bare.defaultBranch({ owner, path });
    return { id, owner, path, name, description, visibility, defaultBranch };
  }

  private async found(ids: readonly number[], manager: EntityManager): Promise<FoundRow[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    return manager.sql<FoundRow[]>`
      SELECT repository.id, repository.path, repository.name, repository.description, repository.visibility,
        repository.parent_id AS "parentId", repository.created_at AS "createdAt", repository.updated_at AS "updatedAt",
        repository.pushed_at AS "pushedAt",
        namespace.id AS "namespaceId", namespace.path AS owner, namespace.kind, namespace.owner_id AS "ownerId"
      FROM repositories repository JOIN namespaces namespace ON namespace.id = repository.namespace_id
      WHERE repository.id IN (${() => wanted})`;
  }

  private async figures(ids: readonly number[]): Promise<ReadonlyMap<number, Figures>> {
    if (ids.length === 0) return new Map();
    const found = await this.rows.sql<FoundFigures[]>`
      SELECT repository.id,
        (SELECT COUNT(*) FROM repositories fork WHERE fork.parent_id = repository.id) AS forks,
        (SELECT COUNT(*) FROM issues issue
          WHERE issue.repository_id = repository.id AND issue.state = 'opened') AS issues,
        (SELECT COUNT(*) FROM merge_requests request
          WHERE request.target_id = repository.id AND request.state IN ('opened', 'reopened')) AS requests,
        (SELECT settings.chosen FROM repository_settings settings
          WHERE settings.repository_id = repository.id) AS chosen
      FROM repositories repository WHERE repository.id IN (${() => ids})`;
    return new Map(found.map((one) => [one.id, figuresOf(one)]));
  }

  /** By repository, the logins of the collaborators, oldest users first. */
  private async collaborators(ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
    if (ids.length === 0) return new Map();
    const found = await this.rows.sql<{ id: number; login: string }[]>`
      SELECT collaborator.repository_id AS id, person.login
      FROM collaborators collaborator JOIN users person ON person.id = collaborator.user_id
      WHERE collaborator.repository_id IN (${() => ids}) ORDER BY person.id`;
    const byRepository = Map.groupBy(found, ({ id }) => id);
    return new Map([...byRepository].map(([id, all]) => [id, all.map(({ login }) => login)]));
  }
}

type Figures = Pick<
  RepositoryDetails,
  'forksCount' | 'openIssuesCount' | 'openMergeRequestsCount' | 'settings'
>;

const NOTHING: Figures = {
  forksCount: 0,
  openIssuesCount: 0,
  openMergeRequestsCount: 0,
  settings: settingsWith({}),
};

/** As the database returns it. */
interface FoundFigures {
  readonly id: number;
  readonly forks: number | string;
  readonly issues: number | string;
  readonly requests: number | string;
  readonly chosen: string | null;
}

const figuresOf = ({ forks, issues, requests, chosen }: FoundFigures): Figures => ({
  forksCount: Number(forks),
  openIssuesCount: Number(issues),
  openMergeRequestsCount: Number(requests),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the settings have written it
  settings: chosen === null ? NOTHING.settings : settingsWith(JSON.parse(chosen) as ChosenSettings),
});
