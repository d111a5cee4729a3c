import { Body, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { Users } from '#forge';
import { ControlController } from '../shared/control-controller.js';
import { knownFields, text } from '../../rest/shared/schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const CreateUser = knownFields(
  { login: text(100), name: text(200), email: text(200), token: text(200) },
  'the body must be a JSON object or a form',
);
type CreateUser = z.output<typeof CreateUser>;

/** The user with the id that webhooks show. */
const CreatedUserJson = () =>
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
  @Answers(CreatedUserJson)
  @HttpCode(201)
  async create(@Body({ schema: CreateUser }) input: CreateUser) {
    const { user, token } = await this.users.create({ ...input, login: input.login ?? '' });
    return { id: user.id, login: user.login, name: user.name, email: user.email, token };
  }
}
