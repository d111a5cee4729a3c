import { Injectable } from '@nestjs/common';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { User } from '#domain';
import { ForgeSettings } from '../forge-settings.js';

/** What `Access` says of reading, as a condition of a query. In `open` everybody may read everything. */
@Injectable()
export class ReadableRepositories {
  constructor(private readonly settings: ForgeSettings) {}

  /** @param query that has joined `repository` and its `namespace`, by these names */
  restrict<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, viewer: User): void {
    if (this.settings.auth === 'open') return;
    const visible = `(repository.visibility <> 'private' OR namespace.ownerId = :viewer OR ${joined('viewer')})`;
    query.andWhere(visible, { viewer: viewer.id });
  }
}

/** Whether somebody works in the repository, or belongs to its organisation. @param parameter with their id */
export const joined = (parameter: string): string =>
  `(EXISTS (SELECT 1 FROM collaborators c WHERE c.repository_id = repository.id AND c.user_id = :${parameter})
    OR EXISTS (SELECT 1 FROM members m WHERE m.namespace_id = namespace.id AND m.user_id = :${parameter}))`;
