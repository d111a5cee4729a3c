import { Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { fullName, type Repository, type User } from '#domain';
import { COMMIT_STATES, CommitReports, RepositoryAccess, StatusFeed, worstOf, type Report } from '#forge';
import { RefList } from '#git';
import { errorBody } from '../../http/errors/http-error.js';
import { NotAwaited } from '../../http/route-pause.js';
import { Generation } from '../../snapshots/generation.js';
import { choice, duration, requiredText, text, toRepositoryPath } from '../../rest/shared/schemas.js';
import { ControlController } from '../shared/control-controller.js';
import { nextChange } from '../shared/next-change.js';
import { Answers } from '../../rest/shared/answers.js';
import { Actor } from '../../http/actor.js';
import { Needs, Summary } from '../../http/described.js';

const StatusWait = z
  .object({
    repository: requiredText(300).transform(toRepositoryPath),
    sha: requiredText(1_000),
    context: text(255),
    state: choice(...COMMIT_STATES),
    timeout: duration(600_000),
  })
  .transform(({ repository: at, timeout: timeoutMs = 10_000, ...wanted }) => ({ at, timeoutMs, ...wanted }));
type StatusWait = z.output<typeof StatusWait>;

const ReportedJson = () =>
  z.strictObject({
    repository: z.string(),
    state: z.enum(COMMIT_STATES),
    sha: z.string().nullable(),
    contexts: z.array(
      z.strictObject({
        context: z.string(),
        state: z.enum(COMMIT_STATES),
        by: z.enum(['status', 'check_run']),
      }),
    ),
  });

@ControlController('statuses/wait')
export class StatusWaitController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly refs: RefList,
    private readonly reports: CommitReports,
    private readonly feed: StatusFeed,
    private readonly generation: Generation,
  ) {}

  /**
   * Answers as soon as the newest reports on a commit reach `state`, or any state but `pending`: those of one
   * `context`, or the worst of all. 408 with the reports when that takes too long, 503 when the server stops, 409
   * when it is reset.
   */
  @Get()
  @Summary('Waits for CI reports on a commit')
  @Needs('read')
  @Answers(ReportedJson)
  @NotAwaited()
  async wait(
    @Query({ schema: StatusWait }) wanted: StatusWait,
    @Actor() actor: User,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { signal } = this.generation;
    const late = AbortSignal.any([AbortSignal.timeout(wanted.timeoutMs), signal]);
    const repository = await this.access.find(wanted.at, actor, 'read');
    for (;;) {
      // Checked once per round: a report that arrives in time counts.
      const isLate = late.aborted;
      const change = nextChange(this.feed, late);
      const found = await this.found(repository, wanted.sha);
      const state = stateOf(found.contexts, wanted);
      if (isWanted(state, wanted)) return { repository: fullName(repository), state, ...found };
      signal.throwIfAborted();
      if (isLate) {
        void reply.status(408);
        const message = `${lack(state, wanted)} within ${wanted.timeoutMs / 1000} s`;
        return { ...errorBody({ status: 408, message }), repository: fullName(repository), state, ...found };
      }
      await change;
    }
  }

  /** The commit may still be pushed. */
  private async found(repository: Repository, revision: string) {
    const sha = await this.refs.resolve(repository, revision);
    return { sha, contexts: sha === null ? [] : await this.reports.of(repository, sha) };
  }
}

/** Null without a report. */
function stateOf(reports: readonly Report[], { context }: StatusWait) {
  const states = reports.filter((report) => context === undefined || report.context === context);
  return states.length === 0 ? null : worstOf(states.map(({ state }) => state));
}

const isWanted = (state: Report['state'] | null, wanted: StatusWait): boolean =>
  state !== null && (wanted.state === undefined ? state !== 'pending' : state === wanted.state);

function lack(state: Report['state'] | null, { context, state: wanted, sha }: StatusWait): string {
  const what = context === undefined ? `The status of ${sha}` : `${context} of ${sha}`;
  return `${what} is ${state ?? 'not reported'}, and did not become ${wanted ?? 'anything else'}`;
}
