import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A label of a repository, for its issues and its merge requests. */
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
