import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { Summary, Values } from '../../http/described.js';

const DownloadStatisticsJson = () =>
  z.strictObject({
    download_statistics_detail: z.array(
      z.strictObject({
        pdate: z.string(),
        repo_id: z.string(),
        today_dl_cnt: z.number(),
        total_dl_cnt: z.number(),
      }),
    ),
    download_statistics_total: z.number(),
    download_statistics_history_total: z.number(),
  });

/** What AtomGit counts and this server does not: in its shape, with nothing in it. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class RepositoryExtrasController {
  @Get('subscribers')
  @Summary('Lists who watches the repository')
  @Values('empty')
  @Answers(EmptyListJson)
  subscribers(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }

  @Get('stargazers')
  @Summary('Lists who starred the repository')
  @Values('empty')
  @Answers(EmptyListJson)
  stargazers(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }

  @Get('customized_roles')
  @Summary("Lists roles of the repository's own")
  @Values('empty')
  @Answers(EmptyListJson)
  customizedRoles(): readonly never[] {
    return [];
  }

  @Get('download_statistics')
  @Summary('Counts downloads')
  @Values('empty')
  @Answers(DownloadStatisticsJson)
  downloadStatistics(): z.output<ReturnType<typeof DownloadStatisticsJson>> {
    return {
      download_statistics_detail: [],
      download_statistics_total: 0,
      download_statistics_history_total: 0,
    };
  }
}
