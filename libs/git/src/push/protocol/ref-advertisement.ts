import { ZERO_SHA } from '#domain';

/**
 * The capabilities that `git receive-pack` offers in every git since 2.38 and that our repositories' configuration
 * allows.
 */
const CAPABILITIES =
  'report-status report-status-v2 delete-refs side-band-64k quiet atomic ofs-delta push-options object-format=sha1 agent=atomgit-mock';

const packetLine = (text: string): string =>
  (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;

/**
 * The answer to `GET …/info/refs?service=git-receive-pack` (gitprotocol-http and gitprotocol-pack): the same bytes as
 * `git receive-pack --advertise-refs` prints, without starting it.
 * @param protocol the client's `Git-Protocol` header; `version=1` adds the line that confirms it
 */
export function receivePackAdvertisement(
  refs: ReadonlyMap<string, string>,
  protocol: string | undefined,
): string {
  const isVersion1 = protocol?.split(':').includes('version=1') ?? false;
  const entries = refs.size > 0 ? [...refs] : [['capabilities^{}', ZERO_SHA] as const];
  const lines = entries.map(([name, sha], index) =>
    packetLine(`${sha} ${name}${index === 0 ? `\0${CAPABILITIES}` : ''}\n`),
  );
  return [
    packetLine('# service=git-receive-pack\n'),
    '0000',
    isVersion1 ? packetLine('version 1\n') : '',
    ...lines,
    '0000',
  ].join('');
}
