import { Injectable } from '@nestjs/common';
import { fullName, type User } from '#domain';
import {
  IssueList,
  IssueSnapshots,
  MergeRequestSnapshots,
  MergeRequestsOfOwner,
  RepositoryLists,
} from '#forge';
import type { FoundItem } from './search-json.js';

/** Finds repositories by name, merge requests and issues by what their titles and descriptions say; the newest first. */
@Injectable()
export class FoundWork {
  constructor(
    private readonly lists: RepositoryLists,
    private readonly requests: MergeRequestsOfOwner,
    private readonly requestFacts: MergeRequestSnapshots,
    private readonly issues: IssueList,
    private readonly issueFacts: IssueSnapshots,
  ) {}

  async repositories(words: string, reader: User, take: number): Promise<readonly FoundItem[]> {
    const { found } = await this.lists.page({ words }, reader, { skip: 0, take });
    return found.map(({ repository }) => ({
      kind: 'repository',
      repository: fullName(repository),
      title: repository.description,
    }));
  }

  async mergeRequests(words: string, reader: User, take: number): Promise<readonly FoundItem[]> {
    const filter = { words, sort: 'created', direction: 'desc' } as const;
    const { rows } = await this.requests.everywhere(filter, reader, { skip: 0, take });
    return (await this.requestFacts.details(rows)).map(({ row, request }) => ({
      kind: 'merge_request',
      repository: fullName(request.target),
      title: row.title,
      number: row.iid,
    }));
  }

  async issuesWith(words: string, reader: User, take: number): Promise<readonly FoundItem[]> {
    const filter = { words, sort: 'created', direction: 'DESC' } as const;
    const { rows } = await this.issues.page('everywhere', filter, reader, { skip: 0, take });
    return (await this.issueFacts.details(rows)).map(({ issue }) => ({
      kind: 'issue',
      repository: fullName(issue.repository),
      title: issue.title,
      number: issue.iid,
    }));
  }
}
