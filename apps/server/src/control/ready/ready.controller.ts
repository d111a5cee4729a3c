import { Controller, Get, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '#domain';
import { KNOWN_QUERY } from '../shared/known-query.js';
import { NeverPaused } from '../../http/route-pause.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const ReadyJson = () => z.strictObject({ ready: z.literal(true) });

@Controller('_mock/ready')
@UseGuards(KNOWN_QUERY)
export class ReadyController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Reached only once everything is up; until then the listener answers 503. So does this while nothing can be written.
   * What asks for it has no token, so none is needed.
   */
  @Get()
  @Summary('Tells whether everything is up')
  @Answers(ReadyJson)
  @NeverPaused()
  async get() {
    await this.unitOfWork.requireWritable();
    return { ready: true };
  }
}
