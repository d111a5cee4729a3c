import { Body, HttpCode, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { Users, type UserAndToken } from '#forge';
import { ControlController } from '../shared/control-controller.js';
import { knownFields, text } from '../../rest/shared/schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';
import { RequireServer } from './require-server.js';

const USER_FIELDS = { name: text(200), email: text(200), token: text(200) };
const OTHERWISE = 'the body must be a JSON object or a form';

const CreateUser = knownFields({ login: text(100), ...USER_FIELDS }, OTHERWISE);
type CreateUser = z.output<typeof CreateUser>;

const UserPath = z.object({ login: z.string() });
type UserPath = z.output<typeof UserPath>;

const EnsureUser = knownFields(USER_FIELDS, OTHERWISE);
type EnsureUser = z.output<typeof EnsureUser>;

/** The user with the id that webhooks show. */
const UserAndTokenJson = () =>
  z.strictObject({
    id: z.int(),
    login: z.string(),
    name: z.string(),
    email: z.string(),
    token: z.string(),
  });

@ControlController('users')
export class UsersController {
  constructor(private readonly users: Users) {}

  /** Creates a user with the given token, or a new one. */
  @Post()
  @Summary('Creates a user with a token')
  @Answers(UserAndTokenJson)
  @HttpCode(201)
  async create(@Body({ schema: CreateUser }) input: CreateUser) {
    return userAndTokenJson(await this.users.create({ ...input, login: input.login ?? '' }));
  }

  /** Creates a missing user; leaves an existing one unchanged. */
  @Put(':login')
  @Summary('Creates a missing user and answers their token')
  @RequireServer()
  @Answers(UserAndTokenJson)
  async ensure(
    @Param({ schema: UserPath }) { login }: UserPath,
    @Body({ schema: EnsureUser }) fields: EnsureUser,
  ) {
    return userAndTokenJson(await this.users.ensure({ ...fields, login }));
  }
}

const userAndTokenJson = ({ user, token }: UserAndToken): z.output<ReturnType<typeof UserAndTokenJson>> => ({
  id: user.id,
  login: user.login,
  name: user.name,
  email: user.email,
  token,
});
