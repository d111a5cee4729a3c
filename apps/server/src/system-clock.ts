import { Injectable } from '@nestjs/common';
import { Clock } from '#domain';

@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
