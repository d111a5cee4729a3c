import type { Api } from '../http/api.js';

/**
 * The saved state of a server: repositories and rows.
 * @example
 * const before = await atomgit.snapshot('before');
 * await repo.commit({ 'README.md': 'changed' });
 * await before.restore();
 */
export class Snapshot {
  private readonly path: string;
  /** Of `atomgit`, when the state was saved. */
  private token = '';

  constructor(
    private readonly api: Api,
    readonly name: string,
  ) {
    this.path = `/_mock/snapshots/${encodeURIComponent(name)}`;
  }

  /** @internal */
  async take(): Promise<this> {
    this.token = await this.api.tokenOf(undefined);
    await this.api.json(this.path, { method: 'POST' });
    return this;
  }

  /** Restores this state. */
  async restore(): Promise<void> {
    await this.api.json(`${this.path}/restore`, { method: 'POST' });
    this.api.useToken(this.token);
  }

  /** Deletes it. */
  async remove(): Promise<void> {
    await this.api.json(this.path, { method: 'DELETE' });
  }
}
