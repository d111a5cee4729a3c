import { z } from 'zod';
import {
  body,
  choice,
  PageFields,
  pageOf,
  prose,
  requiredText,
  requiredWholeNumber,
  writtenDay,
} from '../shared/schemas.js';

const LONGEST_TITLE = 255;
const LONGEST_DESCRIPTION = 1_000_000;

const Choices = {
  description: prose(LONGEST_DESCRIPTION),
  state: choice('open', 'opened', 'closed'),
  // GitLab's.
  state_event: choice('close', 'open', 'activate'),
  due_on: writtenDay,
};

const choices = ({
  description,
  state,
  state_event: event,
  due_on: dueOn,
}: z.output<z.ZodObject<typeof Choices>>) => {
  const wanted = state ?? event;
  return {
    description,
    state: wanted && (wanted.startsWith('close') ? ('closed' as const) : ('open' as const)),
    dueOn,
  };
};

export const CreateMilestone = body({ title: requiredText(LONGEST_TITLE), ...Choices }).transform(
  (fields) => ({ title: fields.title, ...choices(fields) }),
);
export type CreateMilestone = z.output<typeof CreateMilestone>;

export const ChangeMilestone = body({
  title: prose(LONGEST_TITLE).refine((title) => title === undefined || title.trim() !== '', 'is missing'),
  ...Choices,
}).transform((fields) => ({ title: fields.title, ...choices(fields) }));
export type ChangeMilestone = z.output<typeof ChangeMilestone>;

export const MilestoneNumber = z.object({ number: requiredWholeNumber(1, 2_147_483_647) });
export type MilestoneNumber = z.output<typeof MilestoneNumber>;

export const MilestoneList = z
  .object({
    ...PageFields,
    state: choice('open', 'opened', 'closed', 'all'),
    sort: choice('due_on', 'created'),
    direction: choice('asc', 'desc'),
  })
  .transform((query) => ({
    page: pageOf(query),
    filter: {
      state: query.state === 'all' ? undefined : query.state === 'opened' ? ('open' as const) : query.state,
      sort: query.sort ?? ('created' as const),
      direction: query.direction === 'desc' ? ('DESC' as const) : ('ASC' as const),
    },
  }));
export type MilestoneList = z.output<typeof MilestoneList>;
