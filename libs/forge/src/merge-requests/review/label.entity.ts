import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('labels')
@Index(['repositoryId', 'name'], { unique: true })
export class LabelRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('text')
  name!: string;

  /** `#rrggbb` */
  @Column('text')
  color!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}

@Entity('merge_request_labels')
export class MergeRequestLabelRow {
  @PrimaryColumn('integer', { name: 'merge_request_id' })
  mergeRequestId!: number;

  @PrimaryColumn('integer', { name: 'label_id' })
  labelId!: number;
}
