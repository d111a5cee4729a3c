import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { ForgeError, UnitOfWork, type User } from '#domain';
import { NamespaceRow } from '../users/namespace.entity.js';
import { Users } from '../users/users.js';
import { MemberRow, type MemberRole } from './member.entity.js';
import { Organisations } from './organisations.js';

export interface Member {
  readonly user: User;
  /** `owner` is the user who created the organisation. */
  readonly role: MemberRole | 'owner';
}

/** The members of organisations. */
@Injectable()
export class Members {
  constructor(
    @InjectRepository(MemberRow) private readonly rows: Table<MemberRow>,
    private readonly organisations: Organisations,
    private readonly users: Users,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** The owner first, then by id. @param role only members with this role; `admin` includes the owner */
  async list(organisation: NamespaceRow, role: MemberRole | undefined): Promise<readonly Member[]> {
    const where = { namespaceId: organisation.id, ...(role === undefined ? {} : { role }) };
    const rows = await this.rows.find({ where, order: { userId: 'ASC' } });
    const users = await this.users.byIds(rows.map(({ userId }) => userId));
    const others = rows.flatMap((row): Member[] => {
      const user = users.get(row.userId);
      return user === undefined || user.id === organisation.ownerId ? [] : [{ user, role: row.role }];
    });
    if (role === 'member') return others;
    return [{ user: await this.users.known(organisation.ownerId), role: 'owner' }, ...others];
  }

  /** @throws ForgeError `not_found` for users who are no members */
  async get(organisation: NamespaceRow, login: string): Promise<Member> {
    const user = await this.users.byLogin(login);
    if (user.id === organisation.ownerId) return { user, role: 'owner' };
    const row = await this.rows.findOneBy({ namespaceId: organisation.id, userId: user.id });
    if (row === null) throw noMember(organisation, login);
    return { user, role: row.role };
  }

  /**
   * Adds a member, or changes their role.
   * @param asked undefined leaves a member's role as it is, and makes others plain members
   * @throws ForgeError `forbidden`, `not_found`
   */
  async put(
    organisation: NamespaceRow,
    login: string,
    asked: MemberRole | undefined,
    by: User,
  ): Promise<Member> {
    await this.organisations.requireAdmin(organisation, by);
    const user = await this.users.byLogin(login);
    if (user.id === organisation.ownerId) return { user, role: 'owner' };
    return this.unitOfWork.run(async (tx) => {
      const who = { namespaceId: organisation.id, userId: user.id };
      const role = asked ?? (await tx.findOneBy(MemberRow, who))?.role ?? 'member';
      await tx.save(MemberRow, { ...who, role });
      return { user, role };
    });
  }

  /** @throws ForgeError `forbidden` unless users leave by themselves, `not_found`, `conflict` for the owner */
  async remove(organisation: NamespaceRow, user: User, by: User): Promise<void> {
    if (user.id !== by.id) await this.organisations.requireAdmin(organisation, by);
    if (user.id === organisation.ownerId)
      throw new ForgeError('conflict', `${user.login} owns ${organisation.path} and cannot leave it`);
    await this.unitOfWork.run(async (tx) => {
      const { affected } = await tx.delete(MemberRow, { namespaceId: organisation.id, userId: user.id });
      if (affected === 0) throw noMember(organisation, user.login);
    });
  }
}

const noMember = ({ path }: NamespaceRow, login: string): ForgeError =>
  new ForgeError('not_found', `${login} is not a member of ${path}`);
