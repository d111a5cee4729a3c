import type { Links } from '#payloads';

/** The addresses in answers; an injection token with the shape of Links. */
export abstract class PublicLinks implements Links {
  abstract base: Links['base'];
  abstract web: Links['web'];
  abstract http: Links['http'];
  abstract scp: Links['scp'];
  abstract ssh: Links['ssh'];
  abstract commit: Links['commit'];
  abstract commitDetail: Links['commitDetail'];
  abstract mergeRequest: Links['mergeRequest'];
  abstract issue: Links['issue'];
  abstract user: Links['user'];
  abstract api: Links['api'];
}
