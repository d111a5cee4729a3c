import type { RefUpdate } from '#domain';
import { parseRefUpdate } from '../journal/updates/ref-update-line.js';

const SHALLOW = /^shallow [0-9a-f]{40}/i;
const COMMAND = /^[0-9a-f]{40} [0-9a-f]{40} [^\n]*$/i;
const CERTIFICATE_END = 'push-cert-end\n';
/** Git takes the last one for the signature of a certificate. */
const SIGNATURE = /(?:^|\n)-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE|SSH SIGNATURE)-----/g;

/**
 * Reads the packets of a push up to the first flush packet as `git receive-pack` does. A certificate counts even where
 * none is asked for; its packets, cut anywhere, are one text that holds the commands.
 */
export class PushCommands {
  /** What the client has chosen, from any command. */
  readonly capabilities = new Set<string>();
  private readonly lines: string[] = [];
  private readonly certificate: Buffer[] = [];
  private isInCertificate = false;

  add(packet: Buffer): void {
    if (this.isInCertificate) {
      this.addToCertificate(packet);
      return;
    }
    const line = packet.toString();
    if (SHALLOW.test(line)) return;
    const [command = '', features = ''] = line.replace(/\n$/, '').split('\0');
    for (const feature of features.split(/[ \t\r\n]+/)) this.capabilities.add(feature.replace(/=.*$/, ''));
    this.isInCertificate = command === 'push-cert';
    if (!this.isInCertificate) this.lines.push(command);
  }

  /** @returns null when git would not understand all of them, or we might understand them otherwise */
  read(): readonly RefUpdate[] | null {
    const signed = certified(Buffer.concat(this.certificate).toString());
    if (signed === null) return null;
    const lines = [...this.lines, ...signed];
    // Git refuses those that are not below `refs/`.
    return lines.every((line) => COMMAND.test(line))
      ? lines.flatMap((line) => parseRefUpdate(line) ?? [])
      : null;
  }

  /** Git reads a packet up to a NUL. */
  private addToCertificate(packet: Buffer): void {
    const end = packet.indexOf(0);
    const text = end === -1 ? packet : packet.subarray(0, end);
    if (text.toString() === CERTIFICATE_END) this.isInCertificate = false;
    else this.certificate.push(text);
  }
}

/** The commands in a certificate: between its header and its signature. Null for a certificate without a header's end. */
function certified(certificate: string): readonly string[] | null {
  if (certificate === '') return [];
  const start = certificate.indexOf('\n\n');
  if (start === -1) return null;
  const signature = [...certificate.matchAll(SIGNATURE)].at(-1);
  const commands = certificate.slice(start + 2, signature?.index).replace(/\n$/, '');
  return commands === '' ? [] : commands.split('\n');
}
