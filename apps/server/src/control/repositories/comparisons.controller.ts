import { Get, Param, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { History, MergeBases, Patches } from '#git';
import { Summary } from '../../http/described.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { PersonJson, personJson } from '../../rest/commits/commit-json.js';
import { Compared } from '../../rest/commits/commit-schemas.js';
import { Answers, AnswersIn } from '../../rest/shared/answers.js';
import { committedWithOffset } from '../../rest/shared/json/times.js';
import { PATCH_TYPE } from '../../rest/shared/patch-type.js';
import { PageQuery, skipTake } from '../../rest/shared/schemas.js';
import { ControlController } from '../shared/control-controller.js';

const CommitsJson = () =>
  z.strictObject({
    items: z.array(
      z.strictObject({
        sha: z.string(),
        commit: z.strictObject({ author: PersonJson(), committer: PersonJson(), message: z.string() }),
        parents: z.array(z.strictObject({ sha: z.string() })),
      }),
    ),
    total: z.int().nullable(),
  });

/** A comparison in its two parts, however long; REST has the newest 250 commits, 300 files, and no patch that is long. */
@ControlController('repositories/:owner/:repo/compare/:range')
@RequireAccess('read')
export class ComparisonsController {
  constructor(
    private readonly history: History,
    private readonly mergeBases: MergeBases,
    private readonly patches: Patches,
  ) {}

  @Get('commits')
  @Summary('Lists the commits that one revision has and another lacks')
  @Answers(CommitsJson)
  async commits(
    @Repo() repository: Repository,
    @Param({ schema: Compared }) { base, head }: Compared,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    const { sha: excluded } = await this.history.get(repository, base);
    const query = { revision: head, excluded, ...skipTake(page) };
    const { commits, total } = await this.history.page(repository, query);
    const items = commits.map(({ sha, author, committer, message, parents }) => ({
      sha,
      commit: {
        author: personJson(author, committedWithOffset),
        committer: personJson(committer, committedWithOffset),
        message,
      },
      parents: parents.map((parent) => ({ sha: parent })),
    }));
    return { items, total };
  }

  @Get('diff')
  @Summary('Shows a comparison as a diff')
  @AnswersIn([PATCH_TYPE])
  async diff(@Repo() repository: Repository, @Param({ schema: Compared }) compared: Compared) {
    const base = await this.history.get(repository, compared.base);
    const head = await this.history.get(repository, compared.head);
    const parted = await this.mergeBases.of(repository, [base.sha, head.sha]);
    const range = { base: parted?.sha ?? base.sha, head: head.sha };
    return new StreamableFile(this.patches.diff(repository, range), { type: PATCH_TYPE });
  }
}
