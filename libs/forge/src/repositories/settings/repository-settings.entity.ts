import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChosenSettings } from './default-settings.js';

/** What somebody has set of a repository; one without a row is as repositories are made. */
@Entity('repository_settings')
export class RepositorySettingsRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('simple-json')
  chosen!: ChosenSettings;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
