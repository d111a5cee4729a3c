/** Milliseconds on the machine's own clock, which all processes share; `performance.now` starts at each one's birth. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

export const perSecond = (count, milliseconds) => (count / milliseconds) * 1_000;

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/**
 * Takes floor and product sample by sample, so that whatever else the machine does hits both. They take turns in
 * going first, because the second one finds warmer caches.
 * @param sides `floor` and `product`; each takes the number of the round and resolves to what was measured
 * @param warmUps rounds that come first and do not count
 */
export async function alternate(sides, samples, warmUps) {
  const taken = { floor: [], product: [] };
  for (let round = 0; round < warmUps + samples; round += 1) {
    const order = round % 2 === 0 ? ['floor', 'product'] : ['product', 'floor'];
    for (const side of order) {
      const value = await sides[side](round);
      if (round >= warmUps) taken[side].push(value);
    }
  }
  return taken;
}
