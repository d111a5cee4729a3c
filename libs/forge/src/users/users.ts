import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Like, type EntityManager, type Repository as Table } from 'typeorm';
import { Clock, ForgeError, UnitOfWork, quoted, type User } from '#domain';
import { checkOwner, checkSigned } from './names.js';
import { NamespaceRow } from './namespace.entity.js';
import { UserRow } from './user.entity.js';

export interface NewUser {
  readonly login: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly token?: string | undefined;
}

/** Nearly every call asks for somebody, and TypeORM's builder takes ten times as long as the database to say who it is. */
const columns = () => 'id, login, name, email, avatar_url AS "avatarUrl"';

@Injectable()
export class Users {
  constructor(
    @InjectRepository(UserRow) private readonly rows: Table<UserRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Creates a user with a namespace of the same name. Answers with the token, which is made up when none is given. */
  async create(input: NewUser): Promise<{ user: User; token: string }> {
    checkOwner('login', input.login);
    const { name = input.login, email = `${input.login}@atomgit.com` } = input;
    checkSigned('name', name);
    checkSigned('email', email);
    const token = input.token ?? this.newToken(input.login);
    const pathKey = input.login.toLowerCase();
    return this.unitOfWork.run(async (tx) => {
      const isTaken =
        (await tx.existsBy(NamespaceRow, { pathKey })) || (await tx.existsBy(UserRow, { loginKey: pathKey }));
      if (isTaken) throw new ForgeError('conflict', `login ${quoted(input.login)} is taken`);
      if (await tx.existsBy(UserRow, { token }))
        throw new ForgeError('conflict', 'token belongs to another user');
      const user = await tx.save(UserRow, {
        login: input.login,
        loginKey: pathKey,
        name,
        email,
        avatarUrl: '',
        token,
        createdAt: this.clock.now().toISOString(),
      });
      await tx.save(NamespaceRow, { path: input.login, pathKey, kind: 'user', ownerId: user.id });
      return { user, token };
    });
  }

  /** Part of the start: from then on there is somebody to be. @param chosen what is to be different about them */
  async ensureDefaultUser(chosen: Partial<NewUser> = {}): Promise<void> {
    if (await this.rows.exists()) return;
    const { name, email = 'email@atomgit.com', token = 'atomgit-token' } = chosen;
    await this.create({ login: 'atomgit', name, email, token });
  }

  /** The first user there ever was: `atomgit`. */
  async defaultUser(): Promise<User> {
    const [first] = await this.rows.sql<User[]>`SELECT ${columns} FROM users ORDER BY id LIMIT 1`;
    if (first === undefined) throw new Error('there are no users');
    return first;
  }

  /** When somebody came to be. ISO 8601 in UTC. */
  async createdAt({ id }: User): Promise<string> {
    return (await this.rows.findOneByOrFail({ id })).createdAt;
  }

  /** Whose own token it is. */
  async byToken(token: string): Promise<User | null> {
    return this.rows.findOneBy({ token });
  }

  async byId(id: number): Promise<User | null> {
    const [user = null] = await this.rows.sql<User[]>`SELECT ${columns} FROM users WHERE id = ${id}`;
    return user;
  }

  /** Somebody who is on record; the default user stands in for whoever is not. */
  async known(id: number): Promise<User> {
    return (await this.byId(id)) ?? this.defaultUser();
  }

  /** As `known`, for all who are asked for at once. @returns what tells who has an id */
  async knownAmong(ids: readonly number[]): Promise<(id: number) => User> {
    const found = await this.byIds(ids);
    const [anybody] = ids.every((id) => found.has(id)) ? found.values() : [];
    const somebody = anybody ?? (await this.defaultUser());
    return (id) => found.get(id) ?? somebody;
  }

  /** Somebody by login, or who stands in when none is given. @throws ForgeError `not_found` */
  async named(login: string | undefined, otherwise: User): Promise<User> {
    return login === undefined ? otherwise : this.byLogin(login);
  }

  /** The user of that login, made if there is none. @throws ForgeError as `create` */
  async ensure(login: string): Promise<User> {
    return (await this.find(login)) ?? (await this.create({ login })).user;
  }

  async find(login: string): Promise<User | null> {
    return this.rows.findOneBy({ loginKey: login.toLowerCase() });
  }

  async byLogin(login: string): Promise<User> {
    const user = await this.find(login);
    if (user === null) throw new ForgeError('not_found', `User ${quoted(login)} does not exist`);
    return user;
  }

  /** By id, without those who are not on record. */
  async byIds(ids: readonly number[]): Promise<ReadonlyMap<number, User>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const users = await this.rows.sql<User[]>`SELECT ${columns} FROM users WHERE id IN (${() => wanted})`;
    return new Map(users.map((user) => [user.id, user]));
  }

  /** Whose addresses these are, by address; the first user who gave one has it. */
  async byEmails(emails: readonly string[]): Promise<ReadonlyMap<string, User>> {
    const users = await this.rows.find({ where: { email: In([...new Set(emails)]) }, order: { id: 'DESC' } });
    return new Map(users.map((user) => [user.email, user]));
  }

  /** Whose login or name has these words in it, in any case; oldest first. */
  async search(words: string, page: { readonly skip: number; readonly take: number }) {
    const like = Like(`%${words.replaceAll(/[%_]/g, '')}%`);
    const where = [{ loginKey: Like(`%${words.toLowerCase().replaceAll(/[%_]/g, '')}%`) }, { name: like }];
    const [users, total] = await this.rows.findAndCount({ where, order: { id: 'ASC' }, ...page });
    return { users, total };
  }

  private newToken(login: string): string {
    const token = this.clock.isFrozen ? createHash('sha1').update(`token of ${login}`) : null;
    return token?.digest('hex') ?? randomBytes(20).toString('hex');
  }
}
