const MASK = '***';

/** Whole words that mark a parameter as secret: `api_key`, not `monkey`. */
const WORDS = new Set('auth code jwt key oauth otp pass pin psk pw pwd sas sid sig sign'.split(' '));
/** Parts of names that mark a parameter as secret anywhere. */
const PARTS =
  /access_?key|api_?key|authenti|authoriz|bearer|credential|passphrase|passw|private|secret|session|signature|token/;

/**
 * Masks secrets in the query of a path or URL: parameters with a secret's name and, because no list of names is
 * complete, values that look like secrets, also without a name. Other values stay: they distinguish the hooks of one
 * receiver and help to debug it. The API shows the whole URL to the user who registered the hook.
 */
export function withMaskedQuery(url: string): string {
  const start = url.indexOf('?') + 1;
  if (start === 0) return url;
  // Receivers separate parameters by `&` or, some of them, by `;`.
  const pieces = url.slice(start).split(/([&;])/);
  return url.slice(0, start) + pieces.map(masked).join('');
}

function masked(parameter: string): string {
  const [, name, value = parameter] = /^([^=]*)=(.*)$/s.exec(parameter) ?? [];
  if (value === '') return parameter;
  if (name === undefined) return looksSecret(decoded(value)) ? MASK : parameter;
  return isSecret(decoded(name)) || looksSecret(decoded(value)) ? `${name}=${MASK}` : parameter;
}

function isSecret(name: string): boolean {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  return PARTS.test(words) || words.split(/[^a-z\d]+/).some((word) => WORDS.has(word));
}

/** Sixteen letters and digits in a row, or a UUID. */
const looksSecret = (value: string): boolean =>
  (value.match(/[a-z\d]{16,}/gi) ?? []).some((run) => /\d/.test(run) && /[a-z]/i.test(run)) ||
  /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/i.test(value);

/** Decoded as receivers do; an invalid escape stays. */
const decoded = (text: string): string => new URLSearchParams(`=${text}`).get('') ?? text;
