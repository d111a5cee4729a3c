import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForgeError, quoted, UnitOfWork, type User } from '#domain';
import { checkOwner } from './names.js';
import { NamespaceRow } from './namespace.entity.js';

/** Owners of repositories that are no users. */
@Injectable()
export class Organisations {
  constructor(private readonly unitOfWork: UnitOfWork<EntityManager>) {}

  /** @throws ForgeError `invalid` for a name that cannot be, `conflict` when it is taken */
  async create(path: string, owner: User): Promise<void> {
    checkOwner('path', path);
    const pathKey = path.toLowerCase();
    await this.unitOfWork.run(async (tx) => {
      if (await tx.existsBy(NamespaceRow, { pathKey }))
        throw new ForgeError('conflict', `path ${quoted(path)} is taken`);
      await tx.save(NamespaceRow, { path, pathKey, kind: 'group', ownerId: owner.id });
    });
  }
}
