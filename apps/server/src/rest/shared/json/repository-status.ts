import type { Settings } from '#forge';

/** By the number that `PUT …/status` takes: begun, paused, closed. */
const STATUSES = ['开始', '暂停', '关闭'] as const;

export const statusOf = ({ about }: Settings): string => STATUSES[about.status] ?? STATUSES[0];
