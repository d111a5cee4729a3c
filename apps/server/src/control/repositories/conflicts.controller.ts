import { Get } from '@nestjs/common';
import { z } from 'zod';
import { MergeConflicts, type FoundMergeRequest } from '#forge';
import { Answers } from '../../rest/shared/answers.js';
import { MergeRequest, RequireMergeRequest } from '../../rest/pulls/require-merge-request.js';
import { ControlController } from '../shared/control-controller.js';
import { Summary } from '../../http/described.js';

const ConflictsJson = () => z.strictObject({ items: z.array(z.string()) });

/** The conflicting files of a merge request, which REST does not show. */
@ControlController('repositories/:owner/:repo/merge_requests/:number/conflicts')
export class ConflictsController {
  constructor(private readonly conflicts: MergeConflicts) {}

  @Get()
  @Summary('Shows the conflicts of a merge request')
  @RequireMergeRequest('read')
  @Answers(ConflictsJson)
  async list(@MergeRequest() { target, row }: FoundMergeRequest) {
    return { items: [...(await this.conflicts.of(row, target))] };
  }
}
