import { z } from 'zod';
import type { Snapshot } from '../../snapshots/snapshot-folder.js';
import type { CutOff } from '../../snapshots/server-pause.js';

export const SnapshotJson = () =>
  z.strictObject({
    name: z.string(),
    created_at: z.string(),
    repositories: z.int(),
  });
export type SnapshotJson = z.output<ReturnType<typeof SnapshotJson>>;

export const snapshotJson = ({ name, createdAt, repositories }: Snapshot): SnapshotJson => ({
  name,
  created_at: createdAt,
  repositories,
});

export const ReplacedJson = () =>
  z.strictObject({
    cut_off: z.strictObject({
      requests: z.int(),
      deliveries: z.int(),
    }),
  });
export type ReplacedJson = z.output<ReturnType<typeof ReplacedJson>>;

export const replacedJson = ({ requests, deliveries }: CutOff): ReplacedJson => ({
  cut_off: { requests, deliveries },
});
