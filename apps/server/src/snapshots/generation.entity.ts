import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which state the rows are: there is one row once they have been replaced for the first time. No snapshot brings it back. */
@Entity('generations')
export class GenerationRow {
  /** How often they have been replaced. */
  @PrimaryColumn('integer')
  number!: number;

  /** The newest entries of the log that the state began with. */
  @Column('integer')
  event!: number;

  @Column('integer')
  delivery!: number;

  @Column('integer')
  attempt!: number;

  /** The tree of repositories that belongs to these rows, until it is in its place. */
  @Column('text', { nullable: true })
  staged!: string | null;
}
