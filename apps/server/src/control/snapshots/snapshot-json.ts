import type { Snapshot } from '../../snapshots/snapshot-folder.js';
import type { CutOff } from '../../snapshots/standstill.js';

export const snapshotJson = ({ name, createdAt, repositories }: Snapshot) => ({
  name,
  created_at: createdAt,
  repositories,
});

export const replacedJson = ({ requests, deliveries }: CutOff) => ({ cut_off: { requests, deliveries } });
