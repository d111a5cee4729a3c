import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { fullName, type Repository } from '#domain';
import { BranchList, Comparisons, History, TagList } from '#git';
import { FilePath } from '../../http/file-path.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Compared } from '../../rest/commits/commit-schemas.js';
import { AtRef } from '../../rest/contents/content-schemas.js';
import { WebPage } from '../shell/web-page.js';
import { commitsPage, comparisonPage, refsPage } from './code-page-text.js';

/** Names of branches have slashes. */
const ComparedAddress = FilePath.transform((range) => ({ range })).pipe(Compared);
type ComparedAddress = z.output<typeof ComparedAddress>;

const MOST = { skip: 0, take: 100 };

/** The history of a repository: commits, branches and tags, and what one revision has and another lacks. */
@Controller(':owner/:repo')
@RequireAccess('read')
export class CodePagesController {
  constructor(
    private readonly history: History,
    private readonly branchList: BranchList,
    private readonly tagList: TagList,
    private readonly comparisons: Comparisons,
  ) {}

  @Get('commits')
  @WebPage()
  async commits(@Repo() repository: Repository, @Query({ schema: AtRef }) revision: AtRef) {
    const query = { ...MOST, ...(revision !== undefined && { revision }) };
    const { commits } = await this.history.page(repository, query);
    return commitsPage(fullName(repository), commits);
  }

  @Get('branches')
  @WebPage()
  async branches(@Repo() repository: Repository) {
    const order = { by: 'name', direction: 'asc' } as const;
    const { branches, total } = await this.branchList.page(repository, { ...order, ...MOST });
    return refsPage(`${fullName(repository)}: branches`, branches, total);
  }

  @Get('tags')
  @WebPage()
  async tags(@Repo() repository: Repository) {
    const { tags, total } = await this.tagList.page(repository, MOST);
    return refsPage(`${fullName(repository)}: tags`, tags, total);
  }

  @Get('compare/*')
  @WebPage()
  async compare(
    @Repo() repository: Repository,
    @Param({ schema: ComparedAddress }) compared: ComparedAddress,
  ) {
    const comparison = await this.comparisons.compare(repository, { ...compared, from: 'merge-base' });
    return comparisonPage(fullName(repository), comparison);
  }
}
