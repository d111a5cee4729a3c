import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, fullName, quoted, type Repository, type User } from '#domain';
import { Commits, type CommitOrder } from '#forge';
import { Blobs, History, Trees } from '#git';
import { Actor } from '../../http/actor.js';
import { FilePath } from '../../http/file-path.js';
import { LargeBody } from '../../http/limits/large-body.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import {
  ChangedFileJson,
  changedFileJson,
  FileJson,
  fileJson,
  ListedJson,
  listedJson,
} from './content-json.js';
import { AtRef, FileListQuery, RemovedFile, WriteFile } from './content-schemas.js';
import { Answers } from '../shared/answers.js';

/** Files at a commit, and commits of one file. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class ContentsController {
  constructor(
    private readonly trees: Trees,
    private readonly blobs: Blobs,
    private readonly history: History,
    private readonly commits: Commits,
    private readonly links: PublicLinks,
  ) {}

  /** A file with its content, or a list of what lies in a folder. */
  @Get(['contents', 'contents/*'])
  @Answers(() => z.union([FileJson(), z.array(ListedJson())]))
  async get(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Query({ schema: AtRef }) ref: AtRef,
  ) {
    const { sha } = await this.history.get(repository, ref ?? repository.defaultBranch);
    const entry = await this.trees.find(repository, { sha, path });
    if (entry === null) throw noFile(repository, path, ref);
    const found = { at: repository, ref: ref ?? repository.defaultBranch, links: this.links };
    const content = entry.type === 'blob' ? await this.blobs.read(repository, entry.sha) : null;
    if (content !== null) return fileJson(entry, content, found);
    if (entry.type !== 'tree') throw noFile(repository, path, ref);
    const entries = await this.trees.list(repository, entry, { isRecursive: false });
    return entries.map((listed) => listedJson(listed, found));
  }

  @Post('contents/*')
  @RequireAccess('push')
  @HttpCode(200)
  @LargeBody()
  @Answers(ChangedFileJson)
  async create(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: WriteFile }) { content, commit }: WriteFile,
    @Actor() actor: User,
  ) {
    const files = new Map([[path, { content }]]);
    return this.write(repository, path, { ...commit, files, expected: new Map([[path, null]]) }, actor);
  }

  /** Of a file that is there, the sha has to be given: then nobody's change is lost. */
  @Put('contents/*')
  @RequireAccess('push')
  @LargeBody()
  @Answers(ChangedFileJson)
  async change(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: WriteFile }) { content, sha, commit }: WriteFile,
    @Actor() actor: User,
  ) {
    const files = new Map([[path, { content }]]);
    return this.write(
      repository,
      path,
      { ...commit, files, expected: new Map([[path, sha ?? null]]) },
      actor,
    );
  }

  @Delete('contents/*')
  @RequireAccess('push')
  @Answers(ChangedFileJson)
  async remove(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: RemovedFile }) given: RemovedFile,
    @Query({ schema: RemovedFile }) asked: RemovedFile,
    @Actor() actor: User,
  ) {
    const { sha, commit } = given.sha === undefined ? asked : given;
    if (sha === undefined) throw new ForgeError('invalid', 'sha is missing: give that of the file as it is');
    const order = { ...commit, message: commit.message || undefined, files: new Map([[path, null]]) };
    return this.write(repository, path, { ...order, expected: new Map([[path, sha]]) }, actor);
  }

  /** The paths of all files, or of those whose paths have these characters in them. */
  @Get('file_list')
  @Answers(() => z.array(z.string()))
  async list(@Repo() repository: Repository, @Query({ schema: FileListQuery }) { ref, part }: FileListQuery) {
    const { sha } = await this.history.get(repository, ref ?? repository.defaultBranch);
    const entries = await this.trees.list(repository, { sha, path: '' }, { isRecursive: true });
    return entries.filter(({ type, path }) => type !== 'tree' && path.includes(part)).map(({ path }) => path);
  }

  private async write(repository: Repository, path: string, order: CommitOrder, actor: User) {
    const { sha } = await this.commits.write(repository, order, actor);
    const commit = await this.history.get(repository, sha);
    const entry = await this.trees.find(repository, { sha, path });
    return changedFileJson({ entry, commit }, { at: repository, links: this.links });
  }
}

const noFile = (repository: Repository, path: string, ref: string | undefined): ForgeError =>
  new ForgeError(
    'not_found',
    `There is no file ${quoted(path)} at ${quoted(ref ?? repository.defaultBranch)} in ${fullName(repository)}`,
  );
