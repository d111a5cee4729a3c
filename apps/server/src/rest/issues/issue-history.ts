import { Injectable } from '@nestjs/common';
import { IssueList, Users, type IssueRow } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { issueChangeJson, type IssueChangeJson } from './json/issue-change-json.js';

/** What was done to an issue, as the API shows it. */
@Injectable()
export class IssueHistory {
  constructor(
    private readonly found: IssueList,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  async of(issue: IssueRow): Promise<IssueChangeJson[]> {
    const changes = await this.found.changesOf(issue);
    return Promise.all(
      changes.map(async (change) =>
        issueChangeJson(change, await this.users.known(change.userId), issue, this.links),
      ),
    );
  }
}
