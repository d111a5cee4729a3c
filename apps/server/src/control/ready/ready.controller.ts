import { Controller, Get, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '#domain';
import { DECLARED_FIELDS } from '../shared/declared-fields.js';
import { NeverPaused } from '../../http/route-pause.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const ReadyJson = () => z.strictObject({ ready: z.literal(true) });

@Controller('_mock/ready')
@UseGuards(DECLARED_FIELDS)
export class ReadyController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Answers once everything is up; until then, and while nothing can be written, the answer is 503. Health checks
   * have no token, so none is needed.
   */
  @Get()
  @Summary('Checks whether the server is ready')
  @Answers(ReadyJson)
  @NeverPaused()
  async get() {
    await this.unitOfWork.requireWritable();
    return { ready: true };
  }
}
