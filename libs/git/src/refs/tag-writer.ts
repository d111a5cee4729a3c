import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Git } from '../process/git.js';
import { signatureText, type Signature } from '../process/signature.js';

export interface NewTag {
  readonly name: string;
  /** The commit's sha. */
  readonly target: string;
  readonly tagger: Signature;
  readonly message: string;
}

/** Writes annotated tags into git's object store, without making the ref. */
@Injectable()
export class TagWriter {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /** @returns the tag object's sha */
  async write(at: RepositoryPath, { name, target, tagger, message }: NewTag): Promise<string> {
    const text = `object ${target}\ntype commit\ntag ${name}\ntagger ${signatureText(tagger)}\n\n${message.trimEnd()}\n`;
    const args = ['hash-object', '-t', 'tag', '-w', '--stdin'];
    return (await this.git.run(this.repositories.folder(at), args, text)).trim();
  }
}
