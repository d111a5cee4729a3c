import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Something happened. Its row is what makes publishing it twice harmless. */
@Entity('events')
@Index(['happenedAt', 'id'])
export class EventRow {
  @PrimaryGeneratedColumn('increment', { type: 'integer' })
  id!: number;

  @Column('text', { unique: true })
  key!: string;

  @Column('text')
  kind!: string;

  /** `owner/repo` as it was named then. */
  @Column('text')
  repository!: string;

  @Column('text', { name: 'happened_at' })
  happenedAt!: string;

  /** How many hooks stand between it and whoever began it; 0 for what nobody's delivery caused. */
  @Column('integer', { default: 0 })
  depth!: number;

  /** Why each hook of the repository did or did not get it: a JSON array. */
  @Column('text', { default: '[]' })
  decisions!: string;

  /** 0 for what is older than this column. */
  @Column('integer', { name: 'repository_id', default: 0 })
  repositoryId!: number;

  /** Who did it; 0 where nobody did. */
  @Column('integer', { name: 'user_id', default: 0 })
  userId!: number;

  /** What they did, in JSON; `''` where nobody did anything. */
  @Column('text', { default: '' })
  activity!: string;
}
