import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, UnitOfWork, type Repository } from '#domain';
import { settingsWith, type SettingGroup, type Settings } from './default-settings.js';
import { RepositorySettingsRow } from './repository-settings.entity.js';
import { requireRepository } from '../require-repository.js';

/** The settings of repositories. */
@Injectable()
export class RepositorySettings {
  constructor(
    @InjectRepository(RepositorySettingsRow) private readonly rows: Table<RepositorySettingsRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Null when none was ever changed. */
  async find({ id: repositoryId }: Pick<Repository, 'id'>): Promise<Settings | null> {
    const row = await this.rows.findOneBy({ repositoryId });
    return row && settingsWith(row.chosen);
  }

  async of(repository: Repository): Promise<Settings> {
    return (await this.find(repository)) ?? settingsWith({});
  }

  /** The time of the last change, ISO 8601 in UTC; null without one. */
  async changedAt({ id: repositoryId }: Repository): Promise<string | null> {
    return (await this.rows.findOneBy({ repositoryId }))?.updatedAt ?? null;
  }

  /** Undefined settings stay unchanged; nothing is written when all are. @returns all current settings */
  async change<Group extends SettingGroup>(
    repository: Repository,
    group: Group,
    changes: { readonly [Key in keyof Settings[Group]]?: Settings[Group][Key] | undefined },
  ): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length === 0) return this.of(repository);
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
