const LONGEST_QUOTE = 200;

/** Text as an error message shows it: what is longer is cut, so that no message grows with what it complains of. */
export const shortened = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;

/** The same between quotation marks, with escapes for what nobody could read. */
export const quoted = (text: string): string => {
  const [, inside = ''] = /^"(.*)"$/s.exec(JSON.stringify(shortened(text))) ?? [];
  return `"${shortened(inside)}"`;
};
