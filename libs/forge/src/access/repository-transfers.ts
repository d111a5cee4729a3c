import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { RepositoryMoves } from '../repositories/addresses/repository-moves.js';
import { Access } from './access.js';

/** Hands repositories over to other owners. */
@Injectable()
export class RepositoryTransfers {
  constructor(
    private readonly access: Access,
    private readonly moves: RepositoryMoves,
  ) {}

  /** @returns the repository at its new address. @throws ForgeError `forbidden` where the user may not create repositories; or as `RepositoryMoves.move` */
  async transfer(repository: Repository, owner: string, user: User): Promise<Repository> {
    await this.access.requireNamespace(user, owner);
    return this.moves.move(repository, { owner });
  }
}
