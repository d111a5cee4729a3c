import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads the certificates in a file and ignores everything else.
 * @returns PEM, one certificate each
 * @throws Error that says why it cannot be used
 */
export function certificatesIn(file: string): readonly string[] {
  const certificates = readFileSync(file, 'utf8').match(PEM) ?? [];
  if (certificates.length === 0) throw new Error('there is no certificate in it');
  for (const [index, pem] of certificates.entries()) {
    if (!isReadable(pem)) throw new Error(`certificate ${index + 1} in it cannot be read`);
  }
  return certificates;
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}
