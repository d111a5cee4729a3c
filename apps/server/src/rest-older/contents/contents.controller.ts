import { Body, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Actor } from '../../http/actor.js';
import { FilePath } from '../../http/file-path.js';
import { LargeBody } from '../../http/limits/large-body.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { ChangedFileJson, FileJson, ListedJson } from '../../rest/contents/content-json.js';
import { AtRef, RemovalFields, removedFile, WriteFile } from '../../rest/contents/content-schemas.js';
import { FileContents } from '../../rest/contents/file-contents.js';
import { Answers } from '../../rest/shared/answers.js';
import { OlderController } from '../shared/older-controller.js';
import { Summary } from '../../http/described.js';

/** Files at a commit, and commits of one file; in the forms of v5. */
@OlderController('repos/:owner/:repo')
@RequireAccess('read')
export class OlderContentsController {
  constructor(private readonly contents: FileContents) {}

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

  /** A new file has no `sha`. */
  @Put('contents/*')
  @Summary('Commits a file')
  @RequireAccess('push')
  @LargeBody()
  @Answers(ChangedFileJson)
  write(
    @Repo() repository: Repository,
    @Param({ schema: FilePath }) path: FilePath,
    @Body({ schema: WriteFile }) { content, sha, commit }: WriteFile,
    @Actor() actor: User,
  ) {
    return this.contents.write(repository, { path, sha: sha ?? null, content }, commit, actor);
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
}
