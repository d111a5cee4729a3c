import { z } from 'zod';
import { CONCLUSIONS, RUN_STATUSES } from '#forge';
import {
  body,
  choice,
  isoInstant,
  PageFields,
  pageOf,
  prose,
  proseUnlessEmpty,
  requiredText,
  text,
} from '../../rest/shared/schemas.js';
import { USUAL_PAGE } from '../shared/page-query.js';
import { context, webUrl } from '../../rest/statuses/status-schemas.js';

const LONGEST_TEXT = 65_535;
const LONGEST_ID = 255;
const LONGEST_REVISION = 1_000;

const output = z
  .object(
    { title: prose(LONGEST_ID), summary: prose(LONGEST_TEXT), text: prose(LONGEST_TEXT) },
    'must be an object of title, summary and text',
  )
  .nullish();

const Fields = {
  name: context,
  status: choice(...RUN_STATUSES),
  conclusion: choice(...CONCLUSIONS),
  details_url: webUrl,
  external_id: text(LONGEST_ID),
  started_at: isoInstant,
  completed_at: isoInstant,
  output,
};

const changes = (fields: z.output<z.ZodObject<typeof Fields>>) => ({
  name: fields.name?.trim() ? fields.name : undefined,
  status: fields.status,
  conclusion: fields.conclusion,
  detailsUrl: fields.details_url,
  externalId: fields.external_id,
  startedAt: fields.started_at,
  completedAt: fields.completed_at,
  title: fields.output?.title,
  summary: fields.output?.summary,
  text: fields.output?.text,
});

export const ChangeCheckRun = body(Fields).transform(changes);
export type ChangeCheckRun = z.output<typeof ChangeCheckRun>;

export const CreateCheckRun = body({
  ...Fields,
  name: requiredText(LONGEST_ID),
  head_sha: requiredText(LONGEST_REVISION),
}).transform((fields) => ({ ...changes(fields), name: fields.name, revision: fields.head_sha }));
export type CreateCheckRun = z.output<typeof CreateCheckRun>;

export const CheckRunList = z
  .object({
    ...PageFields,
    head_sha: proseUnlessEmpty(LONGEST_REVISION),
    check_name: proseUnlessEmpty(LONGEST_ID),
    status: choice(...RUN_STATUSES),
    filter: choice('latest', 'all'),
  })
  .transform((query) => ({
    page: pageOf(query, USUAL_PAGE),
    filter: {
      revision: query.head_sha,
      name: query.check_name,
      status: query.status,
      isNewestOnly: query.filter !== 'all',
    },
  }));
export type CheckRunList = z.output<typeof CheckRunList>;
