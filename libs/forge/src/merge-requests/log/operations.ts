import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import type { User } from '#domain';
import { OperationRow } from './operation.entity.js';
import type { Operation } from './operations-of-change.js';

/** Records an operation in the transaction that performs it. */
export async function recordOperations(
  operations: readonly Operation[],
  { mergeRequestId, user, at }: { readonly mergeRequestId: number; readonly user: User; readonly at: string },
  tx: EntityManager,
): Promise<void> {
  const by = { mergeRequestId, userId: user.id, createdAt: at };
  for (const operation of operations) await tx.insert(OperationRow, { ...by, ...operation });
}

/** The log of merge requests. */
@Injectable()
export class Operations {
  constructor(@InjectRepository(OperationRow) private readonly rows: Table<OperationRow>) {}

  async list(
    mergeRequestId: number,
    { skip, take, order }: { readonly skip: number; readonly take: number; readonly order: 'ASC' | 'DESC' },
  ): Promise<{ rows: OperationRow[]; total: number }> {
    const query = { where: { mergeRequestId }, order: { id: order }, skip, take };
    const [rows, total] = await this.rows.findAndCount(query);
    return { rows, total };
  }
}
