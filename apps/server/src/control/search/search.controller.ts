import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Actor } from '../../http/actor.js';
import { Summary } from '../../http/described.js';
import { Answers } from '../../rest/shared/answers.js';
import { repositoryPath, requiredText, wholeNumber } from '../../rest/shared/schemas.js';
import { ControlController } from '../shared/control-controller.js';
import { FoundCommits } from './found-commits.js';
import { FoundWork } from './found-work.js';
import { SearchJson } from './search-json.js';

const USUAL = 8;
const MOST = 50;

const SearchQuery = z
  .object({
    words: requiredText(200),
    repository: repositoryPath,
    limit: wholeNumber(1, MOST),
  })
  .transform(({ words, repository: at = null, limit = USUAL }) => ({ words: words.trim(), at, limit }));
type SearchQuery = z.output<typeof SearchQuery>;

/** One search over everything that has a name, as the page offers it. */
@ControlController('search')
export class SearchController {
  constructor(
    private readonly work: FoundWork,
    private readonly commits: FoundCommits,
  ) {}

  @Get()
  @Summary('Finds repositories, merge requests, issues and commits by words')
  @Answers(SearchJson)
  async search(@Query({ schema: SearchQuery }) { words, at, limit }: SearchQuery, @Actor() actor: User) {
    const found = await Promise.all([
      this.work.repositories(words, actor, limit),
      this.work.mergeRequests(words, actor, limit),
      this.work.issuesWith(words, actor, limit),
      this.commits.find(words, at, actor, limit),
    ]);
    return { items: found.flat() };
  }
}
