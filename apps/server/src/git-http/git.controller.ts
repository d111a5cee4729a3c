import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Headers,
  Param,
  Post,
  Query,
  Req,
  Res,
  UnsupportedMediaTypeException,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForgeError, quoted, type User } from '#domain';
import { PushPolicy, RepositoryAccess } from '#forge';
import { drain, GitTransport, type Exchange } from '#git';
import { Actor, Authenticated } from '../http/actor.js';
import { RepoPath } from '../rest/shared/schemas.js';

const NOT_CACHED = {
  'Cache-Control': 'no-cache, max-age=0, must-revalidate',
  Expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
  Pragma: 'no-cache',
};

/** Git's smart HTTP protocol at `/<owner>/<repository>`, with or without `.git`. */
@Controller(':owner/:repo')
@UseGuards(Authenticated)
export class GitController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly policy: PushPolicy,
    private readonly transport: GitTransport,
  ) {}

  @Get('info/refs')
  async refs(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query('service') service = '',
    @Headers('git-protocol') protocol = '',
    @Actor() actor: User,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    switch (service) {
      case 'git-upload-pack': {
        const repository = await this.access.find(at, actor, 'read');
        return this.transport.advertiseUploadPack(
          repository,
          () => answer(reply, `${service}-advertisement`),
          protocol,
        );
      }
      case 'git-receive-pack': {
        const repository = await this.access.beforePush(at, actor);
        return this.transport.advertiseReceivePack(
          repository,
          () => answer(reply, `${service}-advertisement`),
          { pusher: actor, protocol },
        );
      }
      default:
        throw new ForgeError(
          'forbidden',
          'Only the smart HTTP protocol is spoken here: ask for service=git-upload-pack or git-receive-pack',
        );
    }
  }

  @Post('git-upload-pack')
  async uploadPack(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const encoding = encodingOf(request, 'git-upload-pack');
    const repository = await this.access.find(at, actor, 'read');
    await this.transport.uploadPack(repository, exchange(request, encoding, reply, 'git-upload-pack'));
  }

  @Post('git-receive-pack')
  async receivePack(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const encoding = encodingOf(request, 'git-receive-pack');
    if (isProbe(request)) {
      await this.access.beforePush(at, actor);
      answer(reply, 'git-receive-pack-result').end();
      return;
    }
    const repository = await this.access.toPush(at, actor);
    await this.transport.receivePack(
      repository,
      exchange(request, encoding, reply, 'git-receive-pack'),
      actor,
      await this.policy.guard(repository, actor),
    );
  }
}

/**
 * Before a large push, git sends a single flush packet to test authentication; `receive-pack` itself would answer
 * nothing.
 */
const isProbe = (request: FastifyRequest): boolean => request.headers['content-length'] === '4';

/**
 * How the request's body is encoded.
 * @throws for an encoding that git never uses
 */
function encodingOf(request: FastifyRequest, service: string): 'identity' | 'gzip' {
  const type = request.headers['content-type'];
  if (type !== `application/x-${service}-request`) {
    throw new ForgeError(
      'malformed',
      `Content-Type must be application/x-${service}-request, but is ${quoted(type ?? '')}`,
    );
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return encoding;
  if (/^(x-)?gzip$/.test(encoding)) return 'gzip';
  throw new UnsupportedMediaTypeException(
    `Content-Encoding ${quoted(encoding)} is not understood; git uses gzip`,
  );
}

/** The body as git sent it. */
function inputOf(request: FastifyRequest, encoding: 'identity' | 'gzip'): Readable {
  if (encoding === 'identity') return request.raw;
  const unpacked = createGunzip();
  // Invalid data ends the stream; git then finds no push in it.
  unpacked.on('error', () => undefined);
  unpacked.on('close', () => drain(request.raw));
  request.raw.on('error', (error) => unpacked.destroy(error));
  request.raw.on('aborted', () => unpacked.destroy());
  return request.raw.pipe(unpacked);
}

const exchange = (
  request: FastifyRequest,
  encoding: 'identity' | 'gzip',
  reply: FastifyReply,
  service: string,
): Exchange => ({
  input: () => inputOf(request, encoding),
  output: () => answer(reply, `${service}-result`),
  protocol: String(request.headers['git-protocol'] ?? ''),
});

/** From here on the bytes are git's. The head is sent with the first of them: until then an error can be reported. */
function answer(reply: FastifyReply, type: string) {
  reply.hijack();
  reply.raw.statusCode = 200;
  const headers = { 'Content-Type': `application/x-${type}`, ...NOT_CACHED };
  for (const [name, value] of Object.entries(headers)) reply.raw.setHeader(name, value);
  return reply.raw;
}
