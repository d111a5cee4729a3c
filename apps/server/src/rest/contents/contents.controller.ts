import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { History, Trees } from '#git';
import { Actor } from '../../http/actor.js';
import { FilePath } from '../../http/file-path.js';
import { LargeBody } from '../../http/limits/large-body.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import { ChangedFileJson, FileJson, ListedJson, ReplacedFileJson, replacedFileJson } from './content-json.js';
import { FileContents } from './file-contents.js';
import { AtRef, FileListQuery, RemovalFields, removedFile, WriteFile } from './content-schemas.js';
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
  ) {}

  /** A file with its content, or a list of what lies in a folder. */
  @Get(['contents', 'contents/*'])
  @Summary('Shows a file or the entries of a folder')
  @Answers(() => z.union([FileJson(), z.array(ListedJson())]))
  get(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Query({ schema: AtRef }) ref: AtRef,
  ) {
    return this.contents.show(repository, path, ref);
  }

  @Post('contents/*')
  @Summary('Commits a new file')
  @RequireAccess('push')
  @HttpCode(200)
  @LargeBody()
  @Answers(ChangedFileJson)
  create(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: WriteFile }) { content, commit }: WriteFile,
    @Actor() actor: User,
  ) {
    return this.contents.write(repository, { path, sha: null, content }, commit, actor);
  }

  /** Of a file that is there, the sha has to be given: then nobody's change is lost. */
  @Put('contents/*')
  @Summary('Commits a change of a file')
  @RequireAccess('push')
  @LargeBody()
  @Answers(ReplacedFileJson)
  async change(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: WriteFile }) { content, sha, commit }: WriteFile,
    @Actor() actor: User,
  ) {
    const file = { path, sha: sha ?? null, content };
    return replacedFileJson(await this.contents.write(repository, file, commit, actor));
  }

  @Delete('contents/*')
  @Summary('Commits the removal of a file')
  @RequireAccess('push')
  @Answers(ChangedFileJson)
  remove(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: RemovalFields }) given: RemovalFields,
    @Query({ schema: RemovalFields }) asked: RemovalFields,
    @Actor() actor: User,
  ) {
    return this.contents.remove(repository, path, removedFile(given, asked), actor);
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
