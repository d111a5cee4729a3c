import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import type { Repository, User } from '#domain';
import { BareRepositories } from '#git';
import type { NamespaceRow } from '../users/namespace.entity.js';
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

/** The same with the owner's row and what was counted. */
interface DetailedRow extends FoundRow {
  readonly ownerLogin: string;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly ownerAvatarUrl: string;
  readonly forks: number | string;
  readonly issues: number | string;
  readonly requests: number | string;
  readonly chosen: string | null;
  /** The logins of the collaborators, oldest users first, with commas between them. */
  readonly collaborators: string | null;
}

const columns =
  () => `repository.id, repository.path, repository.name, repository.description, repository.visibility,
  repository.parent_id AS "parentId", repository.created_at AS "createdAt", repository.updated_at AS "updatedAt",
  repository.pushed_at AS "pushedAt",
  namespace.id AS "namespaceId", namespace.path AS owner, namespace.kind, namespace.owner_id AS "ownerId"`;

const tables = () =>
  'repositories repository JOIN namespaces namespace ON namespace.id = repository.namespace_id';

/**
 * Reads many repositories in a few queries, without TypeORM's builder, which takes ten times as long as the database:
 * most calls need this.
 */
@Injectable()
export class RepositoryFacts {
  constructor(
    @InjectRepository(RepositoryRow) private readonly rows: Table<RepositoryRow>,
    private readonly bare: BareRepositories,
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
    const found = new Map((await this.detailed(ids)).map((row) => [row.id, row]));
    const rows = ids.flatMap((id) => found.get(id) ?? []);
    const parents = await this.byIds(rows.flatMap(({ parentId }) => parentId ?? []));
    return rows.map((row) => {
      const [owner, others] = [ownerOf(row), row.collaborators?.split(',') ?? []];
      return {
        repository: this.shown(row),
        namespace: { id: row.namespaceId, path: row.owner, kind: row.kind, ownerId: row.ownerId },
        owner,
        parent: parents.get(row.parentId ?? 0) ?? null,
        forksCount: Number(row.forks),
        openIssuesCount: Number(row.issues),
        openMergeRequestsCount: Number(row.requests),
        members: [owner.login, ...others.filter((login) => login !== owner.login)],
        settings: settingsOf(row),
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
    return manager.sql<FoundRow[]>`SELECT ${columns} FROM ${tables} WHERE repository.id IN (${() => wanted})`;
  }

  private async detailed(ids: readonly number[]): Promise<DetailedRow[]> {
    if (ids.length === 0) return [];
    return this.rows.sql<DetailedRow[]>`
      SELECT ${columns},
        person.login AS "ownerLogin", person.name AS "ownerName", person.email AS "ownerEmail",
        person.avatar_url AS "ownerAvatarUrl",
        (SELECT COUNT(*) FROM repositories fork WHERE fork.parent_id = repository.id) AS forks,
        (SELECT COUNT(*) FROM issues issue
          WHERE issue.repository_id = repository.id AND issue.state = 'opened') AS issues,
        (SELECT COUNT(*) FROM merge_requests request
          WHERE request.target_id = repository.id AND request.state IN ('opened', 'reopened')) AS requests,
        (SELECT settings.chosen FROM repository_settings settings
          WHERE settings.repository_id = repository.id) AS chosen,
        (SELECT string_agg(member.login, ',' ORDER BY member.id)
          FROM collaborators collaborator JOIN users member ON member.id = collaborator.user_id
          WHERE collaborator.repository_id = repository.id) AS collaborators
      FROM ${tables} JOIN users person ON person.id = namespace.owner_id
      WHERE repository.id IN (${() => ids})`;
  }
}

const ownerOf = (row: DetailedRow): User => ({
  id: row.ownerId,
  login: row.ownerLogin,
  name: row.ownerName,
  email: row.ownerEmail,
  avatarUrl: row.ownerAvatarUrl,
});

const NO_CHOICES = settingsWith({});

const settingsOf = ({ chosen }: DetailedRow): Settings =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the settings have written it
  chosen === null ? NO_CHOICES : settingsWith(JSON.parse(chosen) as ChosenSettings);
