import { Controller, Get, StreamableFile } from '@nestjs/common';
import { MergeRequestDiffs, MergeRequestSnapshots, type FoundMergeRequest } from '#forge';
import { Patches } from '#git';
import { PATCH_TYPE } from '../rest/shared/patch-type.js';
import { MergeRequest, RequireMergeRequest } from '../rest/pulls/require-merge-request.js';
import { AnswersIn } from '../rest/shared/answers.js';
import { Summary } from '../http/described.js';

/** The diff and patch of a merge request: `diff_url` and `patch_url`, and the same in the API. */
@Controller()
@RequireMergeRequest('read')
export class MergeRequestPatchesController {
  constructor(
    private readonly changes: MergeRequestDiffs,
    private readonly snapshots: MergeRequestSnapshots,
    private readonly patches: Patches,
  ) {}

  @Get([':owner/:repo/merge_requests/:number.diff', 'api/v5/repos/:owner/:repo/pulls/:number/diff'])
  @Summary('Shows a merge request as a diff')
  @AnswersIn([PATCH_TYPE])
  async diff(@MergeRequest() { target, row }: FoundMergeRequest) {
    const range = await this.changes.range(row, target);
    return new StreamableFile(this.patches.diff(target, range), { type: PATCH_TYPE });
  }

  @Get([':owner/:repo/merge_requests/:number.patch', 'api/v5/repos/:owner/:repo/pulls/:number/patch'])
  @Summary('Shows a merge request as patches')
  @AnswersIn([PATCH_TYPE])
  async patch(@MergeRequest() { target, row }: FoundMergeRequest) {
    const range = { base: await this.snapshots.baseSha(row, target), head: row.headSha };
    return new StreamableFile(this.patches.mails(target, range), { type: PATCH_TYPE });
  }
}
