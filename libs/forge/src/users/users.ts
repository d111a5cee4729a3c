import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Raw, type EntityManager, type Repository as Table } from 'typeorm';
import { Clock, ForgeError, UnitOfWork, quoted, type User } from '#domain';
import { containing } from '../containing.js';
import { checkOwner, checkSigned } from './names.js';
import { NamespaceRow } from './namespace.entity.js';
import { UserRow } from './user.entity.js';

export interface NewUser {
  readonly login: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly token?: string | undefined;
}

/** A user with their personal token. */
export interface UserAndToken {
  readonly user: User;
  readonly token: string;
}

/** Nearly every call reads a user, and TypeORM's builder takes ten times as long as the database. */
const columns = () => 'id, login, name, email, avatar_url AS "avatarUrl"';

@Injectable()
export class Users {
  constructor(
    @InjectRepository(UserRow) private readonly rows: Table<UserRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates a user with a namespace of the same name.
   * @returns the user with their token, which is generated when none, or an empty one, is given
   */
  async create(input: NewUser): Promise<UserAndToken> {
    return this.unitOfWork.run((tx) => this.insert(input, tx));
  }

  /** The user of that login, who stays as they are; created if missing. @throws ForgeError as `create` */
  async ensure(input: NewUser): Promise<UserAndToken> {
    const find = async (rows: Table<UserRow>) => withToken(await rows.findOneBy({ loginKey: keyOf(input) }));
    const found = await find(this.rows);
    if (found !== null) return found;
    return this.unitOfWork.run(
      // Another call may have created them in the meantime.
      async (tx) => (await find(tx.getRepository(UserRow))) ?? this.insert(input, tx),
    );
  }

  /** What is undefined stays. @throws ForgeError `invalid` */
  async change({ id }: User, changes: Pick<Partial<NewUser>, 'name' | 'email'>): Promise<User> {
    return this.unitOfWork.run(async (tx) => {
      const now = await tx.findOneByOrFail(UserRow, { id });
      const { name = now.name, email = now.email } = changes;
      checkSigned('name', name);
      checkSigned('email', email);
      return tx.save(Object.assign(now, { name, email }));
    });
  }

  /** Creates the default user at the first start. @param chosen overrides of their fields */
  async ensureDefaultUser(chosen: Partial<NewUser> = {}): Promise<void> {
    if (await this.rows.exists()) return;
    const { name, email = 'email@atomgit.com', token = 'atomgit-token' } = chosen;
    await this.create({ login: 'atomgit', name, email, token });
  }

  /** The first user: `atomgit`. */
  async defaultUser(): Promise<User> {
    const [first] = await this.rows.sql<User[]>`SELECT ${columns} FROM users ORDER BY id LIMIT 1`;
    if (first === undefined) throw new Error('there are no users');
    return first;
  }

  /** The time of a user's creation. ISO 8601 in UTC. */
  async createdAt({ id }: User): Promise<string> {
    return (await this.rows.findOneByOrFail({ id })).createdAt;
  }

  /** The user with that personal token. Earlier versions stored empty ones, which are nobody's. */
  async byToken(token: string): Promise<User | null> {
    return token === '' ? null : this.rows.findOneBy({ token });
  }

  async byId(id: number): Promise<User | null> {
    const [user = null] = await this.rows.sql<User[]>`SELECT ${columns} FROM users WHERE id = ${id}`;
    return user;
  }

  /** The user with that id; the default user for an unknown one. */
  async known(id: number): Promise<User> {
    return (await this.byId(id)) ?? this.defaultUser();
  }

  /** As `known`, for several at once. @returns a function from id to user */
  async knownAmong(ids: readonly number[]): Promise<(id: number) => User> {
    const found = await this.byIds(ids);
    const [anybody] = ids.every((id) => found.has(id)) ? found.values() : [];
    const somebody = anybody ?? (await this.defaultUser());
    return (id) => found.get(id) ?? somebody;
  }

  /** The user of that login; `otherwise` when none is given. @throws ForgeError `not_found` */
  async named(login: string | undefined, otherwise: User): Promise<User> {
    return login === undefined ? otherwise : this.byLogin(login);
  }

  isOrganisation(name: string): Promise<boolean> {
    return this.rows.manager.existsBy(NamespaceRow, { pathKey: name.toLowerCase(), kind: 'group' });
  }

  async find(login: string): Promise<User | null> {
    return this.rows.findOneBy({ loginKey: login.toLowerCase() });
  }

  async byLogin(login: string): Promise<User> {
    const user = await this.find(login);
    if (user === null) throw new ForgeError('not_found', `User ${quoted(login)} does not exist`);
    return user;
  }

  /** By id, without unknown ones. */
  async byIds(ids: readonly number[]): Promise<ReadonlyMap<number, User>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const users = await this.rows.sql<User[]>`SELECT ${columns} FROM users WHERE id IN (${() => wanted})`;
    return new Map(users.map((user) => [user.id, user]));
  }

  /** Users by address; the first user with an address counts. */
  async byEmails(emails: readonly string[]): Promise<ReadonlyMap<string, User>> {
    const users = await this.rows.find({ where: { email: In([...new Set(emails)]) }, order: { id: 'DESC' } });
    return new Map(users.map((user) => [user.email, user]));
  }

  /** Users whose login or name contains the text, in any case; oldest first. */
  async search(words: string, page: { readonly skip: number; readonly take: number }) {
    const like = Raw((column) => String.raw`LOWER(${column}) LIKE LOWER(:words) ESCAPE '\'`, {
      words: containing(words),
    });
    const where = [{ loginKey: like }, { name: like }];
    const [users, total] = await this.rows.findAndCount({ where, order: { id: 'ASC' }, ...page });
    return { users, total };
  }

  private async insert(input: NewUser, tx: EntityManager): Promise<UserAndToken> {
    checkOwner('login', input.login);
    const { login, name = login, email = `${login}@atomgit.com` } = input;
    const token = input.token || this.newToken(login);
    checkSigned('name', name);
    checkSigned('email', email);
    const pathKey = keyOf(input);
    const isTaken =
      (await tx.existsBy(NamespaceRow, { pathKey })) || (await tx.existsBy(UserRow, { loginKey: pathKey }));
    if (isTaken) throw new ForgeError('conflict', `login ${quoted(login)} is taken`);
    if (await tx.existsBy(UserRow, { token }))
      throw new ForgeError('conflict', 'token belongs to another user');
    const createdAt = this.clock.now().toISOString();
    const row = { login, loginKey: pathKey, name, email, avatarUrl: '', token, createdAt };
    const user = await tx.save(UserRow, row);
    await tx.save(NamespaceRow, { path: login, pathKey, kind: 'user', ownerId: user.id });
    return { user, token };
  }

  private newToken(login: string): string {
    const token = this.clock.isFrozen ? createHash('sha1').update(`token of ${login}`) : null;
    return token?.digest('hex') ?? randomBytes(20).toString('hex');
  }
}

const keyOf = ({ login }: Pick<NewUser, 'login'>): string => login.toLowerCase();

const withToken = (row: UserRow | null): UserAndToken | null => row && { user: row, token: row.token };
