import type { Answers } from './answers.js';

/** What an operation answers, such as `'GET /_mock/clock'`: `npm run web-types` makes the types of those that are named. */
export type Answer<Operation extends keyof Answers> = Answers[Operation];

/** Of the forms of an answer, the one with such a field. */
export type With<Field extends string, Form> = Extract<Form, Readonly<Record<Field, unknown>>>;

export type Clock = Answer<'GET /_mock/clock'>;
export type Fault = Answer<'GET /_mock/faults'>['items'][number];
export type HookState = Answer<'GET /_mock/hooks'>['items'][number];

export type DeliverySummary = Answer<'POST /_mock/deliveries/{id}/redeliver'>;
export type DeliveryPage = Answer<'GET /_mock/deliveries'>;
export type ListedDelivery = DeliveryPage['items'][number];
export type Delivery = Answer<'GET /_mock/deliveries/{id}'>;
/** In the order in which they were sent; a name that came twice has a list. */
export type Headers = NonNullable<Delivery['request']['headers']>;
export type Attempt = Delivery['history'][number];
export type SchemaCheck = Answer<'GET /_mock/deliveries/{id}/check'>;

export type EventPage = Answer<'GET /_mock/events'>;
export type LoggedEvent = Answer<'GET /_mock/events/{id}'>;
/** Why a hook got an event, or did not. */
export type Decision = LoggedEvent['hooks'][number];

export type RepositoryPage = Answer<'GET /_mock/repositories'>;
export type Repository = Answer<'GET /api/v5/repos/{owner}/{repo}'>;

/** What a sink is to answer. */
export type SinkAnswer = Answer<'GET /_sink'>['items'][number]['answers'][number];
