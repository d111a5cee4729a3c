import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { BranchRules } from '#forge';
import { BranchList, Diffs, History, TagList } from '#git';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Page } from '../../rest/shared/page.js';
import { skipTake } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderPageQuery } from '../shared/page-query.js';
import {
  OlderBranchJson,
  olderBranchJson,
  OlderCommitJson,
  olderCommitJson,
  OlderListedBranchJson,
  olderListedBranchJson,
  OlderRepositoryJson,
  olderRepositoryJson,
  OlderTagJson,
  olderTagJson,
} from './repository-json.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const BY_NAME = { by: 'name', direction: 'asc' } as const;

/** Repositories with their branches, tags and commits. */
@OlderController('repos/:owner/:repo')
@RequireAccess('read')
export class OlderRepositoriesController {
  constructor(
    private readonly branchList: BranchList,
    private readonly rules: BranchRules,
    private readonly tagList: TagList,
    private readonly history: History,
    private readonly diffs: Diffs,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Shows a repository')
  @Answers(OlderRepositoryJson)
  get(@Repo() repository: Repository) {
    return olderRepositoryJson(repository, this.links);
  }

  @Get('branches')
  @Summary('Lists branches')
  @Answers(() => z.array(OlderListedBranchJson()))
  async branches(@Repo() repository: Repository, @Query({ schema: OlderPageQuery }) page: OlderPageQuery) {
    const { branches, total } = await this.branchList.page(repository, { ...BY_NAME, ...skipTake(page) });
    const rules = await this.rules.list(repository);
    return new Page(
      branches.map(({ name, commit }) => olderListedBranchJson(name, commit, rules)),
      { ...page, total },
    );
  }

  @Get('branches/:branch')
  @Summary('Shows a branch')
  @Answers(OlderBranchJson)
  async branch(@Repo() repository: Repository, @Param('branch') name: string) {
    const { commit } = await this.branchList.get(repository, name);
    return olderBranchJson(name, commit);
  }

  @Get('tags')
  @Summary('Lists tags')
  @Answers(() => z.array(OlderTagJson()))
  async tags(@Repo() repository: Repository, @Query({ schema: OlderPageQuery }) page: OlderPageQuery) {
    const { tags, total } = await this.tagList.page(repository, skipTake(page));
    return new Page(tags.map(olderTagJson), { ...page, total });
  }

  @Get('commits/:ref')
  @Summary('Shows a commit')
  @Answers(OlderCommitJson)
  async commit(@Repo() repository: Repository, @Param('ref') revision: string) {
    const commit = await this.history.get(repository, revision);
    const [base = null] = commit.parents;
    return olderCommitJson(commit, await this.diffs.files(repository, { base, head: commit.sha }));
  }
}
