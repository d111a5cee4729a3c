import type { Settings } from '#forge';

/** By the number in `PUT …/status`: begun, paused, closed. */
const STATUSES = ['开始', '暂停', '关闭'] as const;

export const statusOf = ({ about }: Settings): string => STATUSES[about.status] ?? STATUSES[0];
