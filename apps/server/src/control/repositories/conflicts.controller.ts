import { Get } from '@nestjs/common';
import { z } from 'zod';
import { MergeConflicts, type FoundMergeRequest } from '#forge';
import { Answers } from '../../rest/shared/answers.js';
import { MergeRequest, RequireMergeRequest } from '../../rest/pulls/require-merge-request.js';
import { ControlController } from '../shared/control-controller.js';
import { Summary } from '../../http/described.js';

const ConflictsJson = () => z.strictObject({ items: z.array(z.string()) });

/** What REST does not tell: which files are in the way of a merge. */
@ControlController('repositories/:owner/:repo/merge_requests/:number/conflicts')
export class ConflictsController {
  constructor(private readonly conflicts: MergeConflicts) {}

  @Get()
  @Summary('Shows what stands in the way of a merge')
  @RequireMergeRequest('read')
  @Answers(ConflictsJson)
  async list(@MergeRequest() { target, row }: FoundMergeRequest) {
    return { items: [...(await this.conflicts.of(row, target))] };
  }
}
