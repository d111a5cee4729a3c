/** A line of the graph within one row, from a lane at one height to a lane at another. */
interface Stroke {
  readonly from: number;
  readonly to: number;
  /** Which half of the row it crosses: it comes in, goes out, or passes by. */
  readonly part: 'in' | 'out' | 'past';
  /** The lane that it has its colour of. */
  readonly colour: number;
}

export interface GraphRow {
  readonly lane: number;
  readonly strokes: readonly Stroke[];
  /** How many lanes there are beside each other. */
  readonly width: number;
}

interface Linked {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
}

/** Where each commit stands in the graph. @param commits newest first */
export function graphOf(commits: readonly Linked[]): readonly GraphRow[] {
  /** Which commit each lane leads down to; null where it is free. */
  const lanes: (string | null)[] = [];
  const laneFor = (sha: string): number => {
    const taken = lanes.indexOf(sha);
    if (taken !== -1) return taken;
    const free = lanes.indexOf(null);
    const lane = free === -1 ? lanes.length : free;
    lanes[lane] = sha;
    return lane;
  };
  return commits.map(({ sha, parents }) => {
    const before = [...lanes];
    const lane = laneFor(sha);
    const strokes: Stroke[] = before.flatMap((expected, index) => {
      if (expected === null) return [];
      const isHere = expected === sha;
      return [{ from: index, to: isHere ? lane : index, part: isHere ? 'in' : 'past', colour: index }];
    });
    for (const [index, expected] of lanes.entries()) if (expected === sha) lanes[index] = null;
    const [first, ...others] = parents;
    if (first !== undefined && !lanes.includes(first.sha)) lanes[lane] = first.sha;
    for (const parent of first === undefined ? others : [first, ...others]) {
      const to = laneFor(parent.sha);
      strokes.push({ from: lane, to, part: 'out', colour: parent === first ? lane : to });
    }
    const width = Math.max(before.length, lanes.length, lane + 1);
    while (lanes.at(-1) === null) lanes.pop();
    return { lane, strokes, width };
  });
}
