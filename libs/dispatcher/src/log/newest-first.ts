import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Where a row stands in a log that is read newest first: by its time, and among those of one time by its id. */
export interface LogCursor {
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly id: number;
}

export interface LogPage {
  /** The row after which the page goes on; null for the first page. */
  readonly before: LogCursor | null;
  readonly take: number;
}

/**
 * A page of a log. Ids alone would not do: they are the order of recording, and the clock can be set back.
 * @param time the property that has the time, in `query`'s entity
 */
export function newestFirst<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  time: string,
  { before, take }: LogPage,
): Promise<Row[]> {
  const [byTime, byId] = [`${query.alias}.${time}`, `${query.alias}.id`];
  // A comparison of rows, not an `OR`: that lets an index find where to start.
  if (before !== null) query.andWhere(`(${byTime}, ${byId}) < (:time, :id)`, before);
  return query.orderBy(byTime, 'DESC').addOrderBy(byId, 'DESC').limit(take).getMany();
}
