import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { RefList } from '#git';
import { Summary } from '../../http/described.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../../rest/shared/answers.js';
import { text, wholeNumber } from '../../rest/shared/schemas.js';
import { ControlController } from '../shared/control-controller.js';

const USUAL = 50;
const MOST = 1_000;

const RefsQuery = z
  .object({ words: text(1_000), limit: wholeNumber(1, MOST) })
  .transform(({ words = '', limit = USUAL }) => ({ words, limit }));
type RefsQuery = z.output<typeof RefsQuery>;

const NamesJson = () => z.strictObject({ names: z.array(z.string()), total: z.int() });
const RefsJson = () => z.strictObject({ branches: NamesJson(), tags: NamesJson() });

/** The names of branches and tags, chosen by words, which REST cannot do. */
@ControlController('repositories/:owner/:repo/refs')
export class RefsController {
  constructor(private readonly refs: RefList) {}

  @Get()
  @Summary('Finds branches and tags by a part of their names')
  @RequireAccess('read')
  @Answers(RefsJson)
  list(@Repo() repository: Repository, @Query({ schema: RefsQuery }) { words, limit }: RefsQuery) {
    const { branches, tags } = this.refs.matching(repository, words);
    const first = (names: readonly string[]) => ({ names: names.slice(0, limit), total: names.length });
    return { branches: first(branches), tags: first(tags) };
  }
}
