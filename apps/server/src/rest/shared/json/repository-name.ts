import type { Repository } from '#domain';

/** `demo / Demo`: the display form of `full_name`. */
export const humanName = ({ owner, name }: Repository): string => `${owner} / ${name}`;
