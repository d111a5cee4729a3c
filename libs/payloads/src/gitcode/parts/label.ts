import type { Label } from '#domain';
import type { Integer, OffsetTime } from '../../formats.js';
import { secondsWithOffset } from './times.js';

/** An entry of `labels`. */
export interface LabelPayload {
  readonly id: Integer;
  readonly title: string;
  readonly color: string;
  readonly project_id: Integer;
  readonly created_at: OffsetTime;
}

export const labelPayload = (label: Label): LabelPayload => ({
  id: label.id,
  title: label.name,
  color: label.color,
  project_id: label.repositoryId,
  created_at: secondsWithOffset(label.createdAt),
});
