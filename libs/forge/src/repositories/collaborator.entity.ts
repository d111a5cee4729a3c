import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Permission = 'pull' | 'push' | 'admin';

/** The permission of a user in a repository of another namespace. */
@Entity('collaborators')
export class CollaboratorRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId!: number;

  @Column('text')
  permission!: Permission;
}
