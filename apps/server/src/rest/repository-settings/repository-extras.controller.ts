import { Get, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery } from '../shared/schemas.js';
import { EmptyListJson, NothingJson } from '../shared/json/nothing-json.js';
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

const NotificationsJson = () => z.strictObject({ total: z.int(), list: EmptyListJson() });

/** Counts that AtomGit has and this server lacks: empty answers in their form. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class RepositoryExtrasController {
  @Get('subscribers')
  @Summary('Lists the watchers of the repository')
  @Values('empty')
  @Answers(EmptyListJson)
  subscribers(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }

  @Get('stargazers')
  @Summary('Lists the stargazers of the repository')
  @Values('empty')
  @Answers(EmptyListJson)
  stargazers(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }

  @Get('customized_roles')
  @Summary("Lists the repository's own roles")
  @Values('empty')
  @Answers(EmptyListJson)
  customizedRoles(): readonly never[] {
    return [];
  }

  @Get('notifications')
  @Summary("Lists the caller's notifications of the repository")
  @Values('empty')
  @Answers(NotificationsJson)
  notifications(): z.output<ReturnType<typeof NotificationsJson>> {
    return { total: 0, list: [] };
  }

  @Put('notifications')
  @Summary('Marks notifications as read')
  @Values('empty')
  @Answers(NothingJson)
  readNotifications() {
    return {};
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
