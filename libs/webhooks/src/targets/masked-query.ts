const MASK = '***';

/** Words that make a secret of a parameter when they stand by themselves: `api_key`, not `monkey`. */
const WORDS = new Set('auth code jwt key oauth otp pass pin psk pw pwd sas sid sig sign'.split(' '));
/** And parts of names that do anywhere. */
const PARTS =
  /access_?key|api_?key|authenti|authoriz|bearer|credential|passphrase|passw|private|secret|session|signature|token/;

/**
 * A path or URL whose query shows what is asked for but no secrets. The other values stay, because they tell the hooks
 * of one receiver apart and are what somebody looks for in the log when a receiver does the wrong thing. Masked is what
 * is a secret by its name; and, as no list of names is complete, what looks like one by its value, parameters without a
 * name among them. Who registered the hook sees all of it in the API.
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

/** As receivers read it; an escape that is none stands for itself. */
const decoded = (text: string): string => new URLSearchParams(`=${text}`).get('') ?? text;
