import { Controller, Get } from '@nestjs/common';
import { UnitOfWork } from '#domain';

@Controller('_mock/ready')
export class ReadyController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Reached only once everything is up; until then the listener answers 503. So does this while nothing can be written.
   * What asks for it has no token, so none is needed.
   */
  @Get()
  async get() {
    await this.unitOfWork.requireWritable();
    return { ready: true };
  }
}
