import { HttpCode, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { RepositoryAccess } from '#forge';
import { Actor } from '../../http/actor.js';
import { NotAwaited } from '../../http/route-pause.js';
import { ControlController } from '../shared/control-controller.js';
import { duration, repositoryPath, wholeNumber } from '../../rest/shared/schemas.js';
import { Settling } from './settling.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const Settle = z.object({
  timeout: duration(600_000),
  repository: repositoryPath,
  hook: wholeNumber(1, Number.MAX_SAFE_INTEGER),
});
type Settle = z.output<typeof Settle>;

const SettledJson = () => z.strictObject({ settled: z.literal(true) });

@ControlController('settle')
export class SettleController {
  constructor(
    private readonly settling: Settling,
    private readonly access: RepositoryAccess,
  ) {}

  /**
   * Answers when no event, test merge or delivery is pending, of a repository or a hook if one is named; 408 when
   * that takes too long, 409 when the server is reset meanwhile.
   */
  @Post()
  @Summary('Waits until nothing is pending')
  @Answers(SettledJson)
  @NotAwaited()
  @HttpCode(200)
  async settle(
    @Query({ schema: Settle }) { timeout = 10_000, repository: at, hook }: Settle,
    @Actor() actor: User,
  ) {
    const repository = at && (await this.access.find(at, actor, 'read'));
    await this.settling.settle({ repository, hookId: hook }, timeout);
    return { settled: true };
  }
}
