import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The generation of the rows: one row, once they have been replaced. No snapshot restores it. */
@Entity('generations')
export class GenerationRow {
  /** How often they have been replaced. */
  @PrimaryColumn('integer')
  number!: number;

  /** The newest entries of the log at the start of the generation. */
  @Column('integer')
  event!: number;

  @Column('integer')
  delivery!: number;

  @Column('integer')
  attempt!: number;

  /** The staged tree of repositories for these rows, until it is in place. */
  @Column('text', { nullable: true })
  staged!: string | null;
}
