import { Get, Param, StreamableFile } from '@nestjs/common';
import type { Repository } from '#domain';
import { History, Patches } from '#git';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import { PATCH_TYPE } from '../shared/patch-type.js';
import { AnswersIn } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** The changes of a commit as text. */
@RestController('repos/:owner/:repo/commit/:sha')
@RequireAccess('read')
export class CommitPatchesController {
  constructor(
    private readonly history: History,
    private readonly patches: Patches,
  ) {}

  @Get('diff')
  @Summary('Shows a commit as a diff')
  @AnswersIn([PATCH_TYPE])
  async diff(@Repo() repository: Repository, @Param('sha') revision: string) {
    const range = await this.range(repository, revision);
    return new StreamableFile(this.patches.diff(repository, range), { type: PATCH_TYPE });
  }

  @Get('patch')
  @Summary('Shows a commit as a patch')
  @AnswersIn([PATCH_TYPE])
  async patch(@Repo() repository: Repository, @Param('sha') revision: string) {
    const range = await this.range(repository, revision);
    return new StreamableFile(this.patches.mails(repository, range), { type: PATCH_TYPE });
  }

  private async range(repository: Repository, revision: string) {
    const { sha, parents } = await this.history.get(repository, revision);
    return { base: parents[0] ?? null, head: sha };
  }
}
