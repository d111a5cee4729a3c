import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, UnitOfWork, type Repository } from '#domain';
import { settingsWith, type SettingGroup, type Settings } from './default-settings.js';
import { RepositorySettingsRow } from './repository-settings.entity.js';
import { requireRepository } from '../require-repository.js';

/** What can be set of a repository besides what it is called. */
@Injectable()
export class RepositorySettings {
  constructor(
    @InjectRepository(RepositorySettingsRow) private readonly rows: Table<RepositorySettingsRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Null when nothing was ever set. */
  async find({ id: repositoryId }: Pick<Repository, 'id'>): Promise<Settings | null> {
    const row = await this.rows.findOneBy({ repositoryId });
    return row && settingsWith(row.chosen);
  }

  async of(repository: Repository): Promise<Settings> {
    return (await this.find(repository)) ?? settingsWith({});
  }

  /** When any was changed last, ISO 8601 in UTC; null when none ever was. */
  async changedAt({ id: repositoryId }: Repository): Promise<string | null> {
    return (await this.rows.findOneBy({ repositoryId }))?.updatedAt ?? null;
  }

  /** What is undefined stays as it is. @returns all settings as they are now */
  async change<Group extends SettingGroup>(
    repository: Repository,
    group: Group,
    changes: { readonly [Key in keyof Settings[Group]]?: Settings[Group][Key] | undefined },
  ): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      const { id: repositoryId } = repository;
      const before = (await tx.findOneBy(RepositorySettingsRow, { repositoryId }))?.chosen ?? {};
      const chosen = Object.assign({ ...before }, { [group]: { ...before[group], ...given } });
      await tx.save(RepositorySettingsRow, {
        repositoryId,
        chosen,
        updatedAt: this.clock.now().toISOString(),
      });
      return settingsWith(chosen);
    });
  }
}
