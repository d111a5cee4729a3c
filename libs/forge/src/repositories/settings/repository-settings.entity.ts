import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChosenSettings } from './default-settings.js';

/** The changed settings of a repository; without a row it has the defaults. */
@Entity('repository_settings')
export class RepositorySettingsRow {
  @PrimaryColumn('integer', { name: 'repository_id' })
  repositoryId!: number;

  @Column('simple-json')
  chosen!: ChosenSettings;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
