import { applyDecorators, Header } from '@nestjs/common';

/** Nothing that came out of a repository is ever rendered. */
export const PlainText = () =>
  applyDecorators(
    Header('Content-Type', 'text/plain; charset=utf-8'),
    Header('X-Content-Type-Options', 'nosniff'),
  );
