import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../server/temporary-folder.js';

const run = promisify(execFile);

const KEY = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'.split(' ');

/** A file of its own, so that no machine's openssl.cnf has a say. */
const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = made by a test
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = keyCertSign
`;

export interface Credentials {
  /** PEM */
  readonly key: string;
  /** PEM */
  readonly cert: string;
}

/** Somebody who signs certificates and whom nobody knows, made by the openssl command. */
export class Authority {
  private constructor(private readonly folder: string) {}

  static async found(): Promise<Authority> {
    const authority = new Authority(await temporaryFolder());
    await writeFile(authority.path('config'), CONFIG);
    const files = ['-keyout', authority.path('ca.key'), '-out', authority.file];
    await authority.openssl('req', '-x509', ...KEY, '-extensions', 'authority', '-days', '2', ...files);
    return authority;
  }

  /** Where its certificate lies. */
  get file(): string {
    return this.path('ca.pem');
  }

  /** Its certificate, PEM. */
  certificate(): Promise<string> {
    return readFile(this.file, 'utf8');
  }

  /**
   * @param names who it is for, as openssl spells it
   * @param days how long it is valid from now on; before now when negative
   */
  async sign(names = 'IP:127.0.0.1', days = 2): Promise<Credentials> {
    await writeFile(this.path('extensions'), `subjectAltName = ${names}\n`);
    await this.openssl('req', '-new', ...KEY, '-keyout', this.path('key'), '-out', this.path('request'));
    const signer = ['-CA', this.file, '-CAkey', this.path('ca.key'), '-CAcreateserial'];
    const files = ['-in', this.path('request'), '-out', this.path('cert')];
    const extensions = ['-extfile', this.path('extensions'), '-days', `${days}`];
    await run('openssl', ['x509', '-req', ...signer, ...files, ...extensions]);
    const [key, cert] = await Promise.all(['key', 'cert'].map((name) => readFile(this.path(name), 'utf8')));
    return { key: key ?? '', cert: cert ?? '' };
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private async openssl(command: string, ...args: string[]): Promise<void> {
    await run('openssl', [command, '-config', this.path('config'), ...args]);
  }
}
