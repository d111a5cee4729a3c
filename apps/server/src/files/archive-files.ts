import { Injectable, StreamableFile } from '@nestjs/common';
import type { Repository } from '#domain';
import { Archives, History, type ArchiveFormat } from '#git';

export const ARCHIVE_TYPES: Readonly<Record<ArchiveFormat, string>> = {
  zip: 'application/zip',
  'tar.gz': 'application/gzip',
  tar: 'application/x-tar',
};

/** Archives to download, named after the repository and the revision. */
@Injectable()
export class ArchiveFiles {
  constructor(
    private readonly archives: Archives,
    private readonly history: History,
  ) {}

  /** @throws ForgeError `not_found` for an unknown revision */
  async of(
    repository: Repository,
    { revision, format }: { readonly revision: string; readonly format: ArchiveFormat },
  ): Promise<StreamableFile> {
    const { sha } = await this.history.get(repository, revision);
    const short = revision.replace(/^refs\/(heads|tags)\//, '').replaceAll(/[^\w.-]/g, '-');
    const prefix = `${repository.path}-${short}`;
    return new StreamableFile(this.archives.of(repository, { sha, format, prefix }), {
      type: ARCHIVE_TYPES[format],
      disposition: `attachment; filename="${prefix}.${format}"`,
    });
  }
}
