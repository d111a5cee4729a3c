import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Permission = 'pull' | 'push' | 'admin';

/** What a user who does not own the namespace may do in one repository. */
@Entity('collaborators')
export class CollaboratorRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  permission!: Permission;
}
