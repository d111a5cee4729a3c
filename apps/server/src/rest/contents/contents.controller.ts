import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, type Repository, type User } from '#domain';
import { History, Trees } from '#git';
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
import { FileContents } from './file-contents.js';
import { AtRef, FileListQuery, RemovedFile, WriteFile } from './content-schemas.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** Files at a commit, and commits of one file. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class ContentsController {
  constructor(
    private readonly contents: FileContents,
    private readonly trees: Trees,
    private readonly history: History,
    private readonly links: PublicLinks,
  ) {}

  /** A file with its content, or a list of what lies in a folder. */
  @Get(['contents', 'contents/*'])
  @Summary('Shows a file, or what lies in a folder')
  @Answers(() => z.union([FileJson(), z.array(ListedJson())]))
  async get(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Query({ schema: AtRef }) ref: AtRef,
  ) {
    const found = { at: repository, ref: ref ?? repository.defaultBranch, links: this.links };
    const contents = await this.contents.at(repository, { path, ref: found.ref });
    if ('entry' in contents) return fileJson(contents.entry, contents.content, found);
    return contents.entries.map((listed) => listedJson(listed, found));
  }

  @Post('contents/*')
  @Summary('Commits a new file')
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
    const written = await this.contents.write(repository, { path, sha: null, content }, commit, actor);
    return changedFileJson(written, { at: repository, links: this.links });
  }

  /** Of a file that is there, the sha has to be given: then nobody's change is lost. */
  @Put('contents/*')
  @Summary('Commits a change of a file')
  @RequireAccess('push')
  @LargeBody()
  @Answers(ChangedFileJson)
  async change(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: WriteFile }) { content, sha, commit }: WriteFile,
    @Actor() actor: User,
  ) {
    const file = { path, sha: sha ?? null, content };
    const written = await this.contents.write(repository, file, commit, actor);
    return changedFileJson(written, { at: repository, links: this.links });
  }

  @Delete('contents/*')
  @Summary('Commits the removal of a file')
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
    const order = { ...commit, message: commit.message || undefined };
    const written = await this.contents.write(repository, { path, sha, content: null }, order, actor);
    return changedFileJson(written, { at: repository, links: this.links });
  }

  /** The paths of all files, or of those whose paths have these characters in them. */
  @Get('file_list')
  @Summary('Lists the paths of all files')
  @Answers(() => z.array(z.string()))
  async list(@Repo() repository: Repository, @Query({ schema: FileListQuery }) { ref, part }: FileListQuery) {
    const { sha } = await this.history.get(repository, ref ?? repository.defaultBranch);
    const entries = await this.trees.list(repository, { sha, path: '' }, { isRecursive: true });
    return entries.filter(({ type, path }) => type !== 'tree' && path.includes(part)).map(({ path }) => path);
  }
}
