import { setTimeout as wait } from 'node:timers/promises';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Authenticated } from '../http/actor.js';
import { NeverPaused } from '../http/route-pause.js';
import { JSON_TYPE, textStream } from '../control/shared/text-stream.js';
import { duration, knownFields, text, wholeNumber } from '../rest/shared/schemas.js';
import { Sinks, type SinkAnswer, type SunkRequest } from './sinks.js';
import { formOf } from '../rest/shared/fields/strict-fields.js';
import { Answers, AnswersIn } from '../rest/shared/answers.js';
import { jsonAround } from '../control/shared/json-pieces.js';
import { AnyJson } from '../control/shared/json-schemas.js';
import { Summary } from '../http/described.js';

const LONGEST_DELAY_MS = 600_000;

/** Statuses without a body in HTTP. */
const BODILESS = new Set([204, 205, 304]);
const MOST_ANSWERS = 1_000;

/** Headers of the connection, which the server sets itself. */
const OF_CONNECTION =
  /^(connection|keep-alive|content-length|proxy-.*|te|trailer|transfer-encoding|upgrade)$/i;

const Answer = knownFields(
  {
    status: wholeNumber(200, 599),
    headers: z
      .record(
        z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is not a header name'),
        z.string().regex(/^[\t\x20-\x7e]*$/, 'is not a header value'),
      )
      .superRefine((headers, context) => {
        for (const name of Object.keys(headers).filter((each) => OF_CONNECTION.test(each)))
          context.addIssue({
            code: 'custom',
            path: [name],
            message: 'is about the connection, which the server looks after: leave it out',
          });
      })
      .optional(),
    body: text(1_000_000),
    delay: duration(LONGEST_DELAY_MS),
  },
  'must be an object',
).transform(({ status = 200, headers = {}, body = 'ok', delay = 0 }): SinkAnswer => ({
  status,
  headers,
  body,
  delayMs: delay,
}));

/** One answer, or a list that is given one after another. */
const SinkAnswers = formOf(
  [Answer.transform((answer) => [answer]), z.array(Answer).min(1).max(MOST_ANSWERS)],
  `an answer, or a list of up to ${MOST_ANSWERS}`,
);
type SinkAnswers = z.output<typeof SinkAnswers>;

const AnswerCountJson = () => z.strictObject({ answers: z.int() });

/** `/_sink/<name>`: a receiver of webhooks that is there already. */
@Controller('_sink/:name')
export class SinkController {
  constructor(private readonly sinks: Sinks) {}

  /** For everybody: a receiver asks for no token of this server's. */
  @Post()
  @Summary('Records a request')
  @AnswersIn(['*/*'])
  @NeverPaused()
  async take(
    @Param('name') name: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [header, String(value)]),
    );
    const answer = this.sinks.take(name, headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
    if (answer.delayMs > 0) await wait(answer.delayMs, null, { ref: false });
    await reply
      .status(answer.status)
      .headers(answer.headers)
      .send(BODILESS.has(answer.status) ? undefined : answer.body);
  }

  @Put()
  @Summary('Sets the answers of a sink')
  @Answers(AnswerCountJson)
  @UseGuards(Authenticated)
  setAnswers(@Param('name') name: string, @Body({ schema: SinkAnswers }) answers: SinkAnswers) {
    this.sinks.setAnswers(name, answers);
    return { answers: answers.length };
  }

  /** Oldest first. */
  @Get('requests')
  @Summary('Lists the requests of a sink')
  @Answers(() => z.array(SunkRequestJson()))
  @UseGuards(Authenticated)
  @Header('Content-Type', JSON_TYPE)
  requests(@Param('name') name: string) {
    return textStream(requestsPieces(this.sinks.requests(name)));
  }

  @Delete('requests')
  @Summary('Deletes the requests of a sink')
  @UseGuards(Authenticated)
  @HttpCode(204)
  forgetRequests(@Param('name') name: string): void {
    this.sinks.forgetRequests(name);
  }

  @Delete()
  @Summary('Deletes a sink')
  @UseGuards(Authenticated)
  @HttpCode(204)
  forget(@Param('name') name: string): void {
    this.sinks.forget(name);
  }
}

async function* requestsPieces(requests: Iterable<SunkRequest>): AsyncGenerator<string> {
  let separator = '[';
  for (const request of requests) {
    yield separator;
    yield* requestPieces(request);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

const SunkRequestJson = () =>
  z.strictObject({
    received_at: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    json: AnyJson(),
  });
type SunkRequestJson = z.output<ReturnType<typeof SunkRequestJson>>;

const sunkRequestJson = ({ receivedAt, headers, body }: SunkRequest, json: unknown): SunkRequestJson => ({
  received_at: receivedAt,
  headers,
  body: body.toString(),
  json,
});

/** JSON goes as it came: it may be deeper than `JSON.stringify` goes. */
function requestPieces(request: SunkRequest): readonly string[] {
  const body = request.body.toString();
  const [before, after] = jsonAround((gap) => sunkRequestJson(request, gap));
  return [before, isJson(body) ? body : 'null', after];
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
