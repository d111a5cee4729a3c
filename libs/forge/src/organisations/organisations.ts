import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, quoted, UnitOfWork, type User } from '#domain';
import { ForgeSettings } from '../forge-settings.js';
import { checkOwner } from '../users/names.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import { MemberRow } from './member.entity.js';

/** The profile of an organisation. */
export type OrganisationProfile = Pick<
  NamespaceRow,
  'name' | 'description' | 'email' | 'location' | 'homepage'
>;

/** Organisations, which own repositories. */
@Injectable()
export class Organisations {
  constructor(
    @InjectRepository(NamespaceRow) private readonly rows: Table<NamespaceRow>,
    @InjectRepository(MemberRow) private readonly members: Table<MemberRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly settings: ForgeSettings,
  ) {}

  /** @throws ForgeError `invalid` for an invalid name, `conflict` when it is taken */
  async create(path: string, owner: User, profile: Partial<OrganisationProfile> = {}): Promise<NamespaceRow> {
    checkOwner('path', path);
    const pathKey = path.toLowerCase();
    return this.unitOfWork.run(async (tx) => {
      if (await tx.existsBy(NamespaceRow, { pathKey }))
        throw new ForgeError('conflict', `path ${quoted(path)} is taken`);
      const { id } = await tx.save(NamespaceRow, {
        ...profile,
        path,
        pathKey,
        kind: 'group',
        ownerId: owner.id,
      });
      return tx.findOneByOrFail(NamespaceRow, { id });
    });
  }

  /** @throws ForgeError `not_found`, for a user's own namespace, too */
  async get(path: string): Promise<NamespaceRow> {
    const row = await this.rows.findOneBy({ pathKey: path.toLowerCase(), kind: 'group' });
    if (row === null) throw new ForgeError('not_found', `Organisation ${quoted(path)} does not exist`);
    return row;
  }

  /** A namespace of a user or an organisation. @throws ForgeError `not_found` */
  async namespace(path: string): Promise<NamespaceRow> {
    const row = await this.rows.findOneBy({ pathKey: path.toLowerCase() });
    if (row === null) throw new ForgeError('not_found', `Namespace ${quoted(path)} does not exist`);
    return row;
  }

  /** The organisations of a user, by name. @param isAdmin only those that they may administer */
  async ofUser(
    user: User,
    { isAdmin, ...page }: { readonly isAdmin: boolean; readonly skip: number; readonly take: number },
  ): Promise<{ rows: NamespaceRow[]; total: number }> {
    const role = isAdmin ? { role: 'admin' as const } : {};
    const memberships = await this.members.findBy({ userId: user.id, ...role });
    const where = [
      { kind: 'group' as const, ownerId: user.id },
      { kind: 'group' as const, id: In(memberships.map(({ namespaceId }) => namespaceId)) },
    ];
    const [rows, total] = await this.rows.findAndCount({ where, order: { pathKey: 'ASC' }, ...page });
    return { rows, total };
  }

  /** Where a user may have repositories: their own namespace first, then their organisations by name. */
  async namespacesOf(
    user: User,
    page: { readonly skip: number; readonly take: number },
  ): Promise<{ rows: NamespaceRow[]; total: number }> {
    const memberships = await this.members.findBy({ userId: user.id });
    const where = [{ ownerId: user.id }, { id: In(memberships.map(({ namespaceId }) => namespaceId)) }];
    const order = { kind: 'DESC', pathKey: 'ASC' } as const;
    const [rows, total] = await this.rows.findAndCount({ where, order, ...page });
    return { rows, total };
  }

  /** @throws ForgeError `forbidden` */
  async change(row: NamespaceRow, profile: Partial<OrganisationProfile>, user: User): Promise<NamespaceRow> {
    await this.requireAdmin(row, user);
    return this.unitOfWork.run(async (tx) => {
      if (Object.keys(profile).length > 0) await tx.update(NamespaceRow, { id: row.id }, profile);
      return tx.findOneByOrFail(NamespaceRow, { id: row.id });
    });
  }

  /** In `open` everybody may. @throws ForgeError `forbidden` */
  async requireAdmin(row: NamespaceRow, user: User): Promise<void> {
    if (this.settings.auth === 'open' || row.ownerId === user.id) return;
    const member = await this.members.findOneBy({ namespaceId: row.id, userId: user.id });
    if (member?.role !== 'admin')
      throw new ForgeError('forbidden', `${user.login} may not administer ${row.path}`);
  }
}
