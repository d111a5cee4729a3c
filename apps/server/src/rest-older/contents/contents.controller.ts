import { Body, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, type Repository, type User } from '#domain';
import { Actor } from '../../http/actor.js';
import { FilePath } from '../../http/file-path.js';
import { LargeBody } from '../../http/limits/large-body.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import {
  ChangedFileJson,
  changedFileJson,
  FileJson,
  fileJson,
  ListedJson,
  listedJson,
} from '../../rest/contents/content-json.js';
import { AtRef, RemovedFile, WriteFile } from '../../rest/contents/content-schemas.js';
import { FileContents } from '../../rest/contents/file-contents.js';
import { Answers } from '../../rest/shared/answers.js';
import { OlderController } from '../shared/older-controller.js';
import { Summary } from '../../http/described.js';

/** Files at a commit, and commits of one file; in the forms of v5. */
@OlderController('repos/:owner/:repo')
@RequireAccess('read')
export class OlderContentsController {
  constructor(
    private readonly contents: FileContents,
    private readonly links: PublicLinks,
  ) {}

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

  /** A new file has no `sha`. */
  @Put('contents/*')
  @Summary('Commits a file')
  @RequireAccess('push')
  @LargeBody()
  @Answers(ChangedFileJson)
  async write(
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
}
