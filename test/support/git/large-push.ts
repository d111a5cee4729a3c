import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createDeflate, deflateSync } from 'node:zlib';

const MEGABYTE = 1_000_000;
const TYPES = { commit: 1, tree: 2, blob: 3 } as const;

type Type = keyof typeof TYPES;

/** A commit with one large file, made without git, which would hash the file five times, slowly, before it has sent it. */
export class LargePush {
  readonly after: string;
  private readonly chunk = randomBytes(MEGABYTE);
  private readonly commit: Buffer;
  private readonly tree: Buffer;

  constructor(
    private readonly megabytes: number,
    private readonly before: string,
  ) {
    const blob = createHash('sha1').update(`blob ${megabytes * MEGABYTE}\0`);
    for (const chunk of this.file()) blob.update(chunk);
    this.tree = Buffer.concat([Buffer.from('100644 large.bin\0'), blob.digest()]);
    const person = 'Ada <ada@example.com> 1546272480 +0800';
    this.commit = Buffer.from(
      `tree ${shaOf('tree', this.tree)}\nparent ${before}\nauthor ${person}\ncommitter ${person}\n\nLarge\n`,
    );
    this.after = shaOf('commit', this.commit);
  }

  /** The request in which git would push it to a branch. */
  async *body(branch: string): AsyncGenerator<Buffer> {
    const command = `${this.before} ${this.after} refs/heads/${branch}\0report-status`;
    yield Buffer.from(`${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`);
    const hash = createHash('sha1');
    for await (const piece of this.pack()) {
      hash.update(piece);
      yield piece;
    }
    yield hash.digest();
  }

  private async *pack(): AsyncGenerator<Buffer> {
    yield Buffer.from('PACK\0\0\0\x02\0\0\0\x03');
    for (const [type, content] of [['commit', this.commit] as const, ['tree', this.tree] as const]) {
      yield headOf(type, content.length);
      yield deflateSync(content);
    }
    yield headOf('blob', this.megabytes * MEGABYTE);
    yield* Readable.from(this.file()).pipe(createDeflate({ level: 0 }));
  }

  private *file(): Generator<Buffer> {
    for (let count = 0; count < this.megabytes; count += 1) yield this.chunk;
  }
}

const shaOf = (type: Type, content: Buffer): string =>
  createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');

/** What stands before an object in a pack: its type and size, seven bits a byte after the first four. */
function headOf(type: Type, size: number): Buffer {
  const bytes = [(TYPES[type] << 4) | (size & 15)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(rest & 127);
  }
  return Buffer.from(bytes);
}
