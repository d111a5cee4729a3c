import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';

const Nothing = () => z.array(z.string()).max(0);

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
  @Answers(Nothing)
  subscribers(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }

  @Get('stargazers')
  @Answers(Nothing)
  stargazers(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }

  @Get('customized_roles')
  @Answers(Nothing)
  customizedRoles(): readonly never[] {
    return [];
  }

  @Get('download_statistics')
  @Answers(DownloadStatisticsJson)
  downloadStatistics(): z.output<ReturnType<typeof DownloadStatisticsJson>> {
    return {
      download_statistics_detail: [],
      download_statistics_total: 0,
      download_statistics_history_total: 0,
    };
  }
}
