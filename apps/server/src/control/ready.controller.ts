import { Controller, Get } from '@nestjs/common';

@Controller('_mock/ready')
export class ReadyController {
  /** Reached only once everything is up; until then the listener answers 503. */
  @Get()
  get() {
    return { ready: true };
  }
}
