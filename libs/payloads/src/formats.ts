/*
 * The kinds of text and numbers in payloads. The tags are for the JSON Schemas, which `npm run schemas` makes of these types.
 */

/**
 * A whole number.
 * @asType integer
 */
export type Integer = number;

/**
 * What git calls a commit, or a tag object; 40 zeros for none.
 * @pattern ^[0-9a-f]{40}$
 */
export type Sha = string;

/**
 * A commit, or `''` for none.
 * @pattern ^([0-9a-f]{40})?$
 */
export type ShaOrEmpty = string;

/**
 * A time with its offset: `2019-01-01T00:08:00+08:00`.
 * @pattern ^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$
 */
export type OffsetTime = string;

/**
 * The same to the millisecond: `2024-10-26T02:28:03.116+00:00`.
 * @pattern ^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$
 */
export type MillisecondOffsetTime = string;

/**
 * A time in UTC: `2019-09-03T17:23:00Z`.
 * @pattern ^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\dZ$
 */
export type UtcTime = string;

/**
 * A time in UTC as notes show it: `2019-05-17 18:08:09 UTC`.
 * @pattern ^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d UTC$
 */
export type SpacedUtcTime = string;

/**
 * The id of a delivery.
 * @pattern ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$
 */
export type DeliveryId = string;

/** Private, internal or public, as GitLab counts. */
export type VisibilityLevel = 0 | 10 | 20;
