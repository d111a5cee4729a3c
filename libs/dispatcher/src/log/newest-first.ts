import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** The position of a row in a log that is read newest first: its time, then its id. */
export interface LogCursor {
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly id: number;
}

export interface LogPage {
  /** The row after which the page starts; null for the first page. */
  readonly before: LogCursor | null;
  readonly take: number;
}

/**
 * A page of a log, ordered by time: ids are the order of recording, and the clock can be set back.
 * @param time the property that has the time, in `query`'s entity
 */
export function newestFirst<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  time: string,
  { before, take }: LogPage,
): Promise<Row[]> {
  const [byTime, byId] = [`${query.alias}.${time}`, `${query.alias}.id`];
  // A row comparison instead of `OR` lets an index find the start.
  if (before !== null) query.andWhere(`(${byTime}, ${byId}) < (:time, :id)`, before);
  return query.orderBy(byTime, 'DESC').addOrderBy(byId, 'DESC').limit(take).getMany();
}
