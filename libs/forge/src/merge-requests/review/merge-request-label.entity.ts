import { Entity, PrimaryColumn } from 'typeorm';

@Entity('merge_request_labels')
export class MergeRequestLabelRow {
  @PrimaryColumn('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  @PrimaryColumn('integer', { name: 'label_id' })
  labelId!: number;
}
