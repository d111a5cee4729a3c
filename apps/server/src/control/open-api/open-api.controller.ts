import { Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ControlController } from '../shared/control-controller.js';
import { docsPage, DOCS_STYLE } from './docs-page.js';
import { OpenApi } from './open-api.js';
import { Answers, AnswersIn } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const NO_SCRIPT = "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'";

/** Determined by OpenAPI 3.1. */
const DocumentJson = () => z.unknown().meta({ type: 'object' });

/** The documentation of the API, for programs and for people. */
@ControlController('')
export class OpenApiController {
  constructor(private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Summary('Shows this document')
  @Answers(DocumentJson)
  document() {
    return this.openApi.document();
  }

  @Get('docs')
  @Summary('Shows this document as a page')
  @AnswersIn(['text/html; charset=utf-8'])
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', NO_SCRIPT)
  async page(@Req() { url }: FastifyRequest) {
    return docsPage(await this.openApi.document(), url);
  }

  @Get('docs.css')
  @Summary('Styles that page')
  @AnswersIn(['text/css; charset=utf-8'])
  @Header('Content-Type', 'text/css; charset=utf-8')
  style() {
    return DOCS_STYLE;
  }
}
