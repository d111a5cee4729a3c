/** Random numbers, the same for the same seed; each name has its own sequence. */
export function randomNumbers(seed, name) {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** From 0 to below 1. */
    next,
    chance: (share) => next() < share,
    /** A whole number from 0 to below `limit`. */
    below: (limit) => Math.floor(next() * limit),
  };
}
