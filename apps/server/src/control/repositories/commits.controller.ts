import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Commits, RepositoryAccess, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { LargeBody } from '../../http/limits/large-body.js';
import { COMMIT_FIELDS, commitOrder } from '../../rest/shared/fields/commit-fields.js';
import { RepoPath, withoutToken } from '../../rest/shared/schemas.js';
import { saying, strictFields, truth, words } from '../../rest/shared/fields/strict-fields.js';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';
import { RequireCommit } from './require-commit.js';

const CreateCommit = z.preprocess(
  withoutToken,
  strictFields(
    {
      branch: words(1_000).optional(),
      ...COMMIT_FIELDS,
      force: truth.optional(),
      as: saying(100).optional(),
    },
    'a JSON object',
  ),
);
type CreateCommit = z.output<typeof CreateCommit>;

const MadeCommitJson = () =>
  z.strictObject({
    sha: z.string(),
    branch: z.string(),
    parents: z.array(z.string()),
    before: z.string(),
    files: z.record(z.string(), z.string()),
  });

@ControlController('repositories/:owner/:repo/commits')
export class CommitsController {
  constructor(
    private readonly commits: Commits,
    private readonly access: RepositoryAccess,
    private readonly users: Users,
  ) {}

  /** Commits without a clone, with the same permissions, log and events as a push. */
  @Post()
  @Summary('Commits and pushes without a clone')
  @RequireCommit()
  @Answers(MadeCommitJson)
  @HttpCode(201)
  @LargeBody()
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: CreateCommit }) { as, branch, force, ...fields }: CreateCommit,
    @Actor() actor: User,
  ) {
    const user = await this.users.named(as, actor);
    const repository = await this.access.toPush(at, user);
    const order = { ...commitOrder(fields), branch, isForced: force };
    const made = await this.commits.write(repository, order, user);
    return {
      sha: made.sha,
      branch: made.branch,
      parents: made.parents,
      before: made.before,
      files: Object.fromEntries(made.blobs),
    };
  }
}
