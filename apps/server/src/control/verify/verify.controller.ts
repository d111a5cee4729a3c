import { Body, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { DeliveryRow } from '#dispatcher';
import { errorBody } from '../../http/errors/http-error.js';
import { ControlController } from '../shared/control-controller.js';
import { DeliverySearch } from '../wait/delivery-search.js';
import { needsMisses, VerdictJson, verdictOf, type Finding } from './verdict.js';
import { Verify, type Expectation } from './verify-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

/** Not 200, so that clients that only check the status, like `curl --fail`, notice. */
const NOT_AS_EXPECTED = 406;

@ControlController('verify')
export class VerifyController {
  constructor(private readonly search: DeliverySearch) {}

  /** Checks what is recorded now: settle or wait before. */
  @Post()
  @Summary('Compares deliveries with expectations')
  @Answers(VerdictJson)
  @HttpCode(200)
  async verify(
    @Body({ schema: Verify }) { expect, in_order: inOrder }: Verify,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const newest = await this.search.newest();
    const findings: Finding[] = [];
    for (const expectation of expect) findings.push(await this.found(newest, expectation));
    const { message, ...verdict } = verdictOf(findings, { inOrder, among: newest.length });
    if (verdict.pass) return verdict;
    void reply.status(NOT_AS_EXPECTED);
    return { ...errorBody({ status: NOT_AS_EXPECTED, message }), ...verdict };
  }

  private async found(newest: readonly DeliveryRow[], expectation: Expectation): Promise<Finding> {
    const { matching, known } = await this.search.matching(newest, expectation.criteria);
    const found = { ...expectation, matching, misses: [] };
    if (!needsMisses(found)) return found;
    return { ...found, misses: await this.search.nearest(newest, expectation.criteria, known) };
  }
}
