import type { Repository } from '#domain';

/** `demo / Demo`: for people, where `full_name` is for addresses. */
export const humanName = ({ owner, name }: Repository): string => `${owner} / ${name}`;
