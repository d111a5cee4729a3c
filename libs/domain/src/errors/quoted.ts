const LONGEST_QUOTE = 200;

/** Text for an error message, cut to a limited length. */
export const shortened = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;

/** The same in quotation marks, with unreadable characters escaped. */
export const quoted = (text: string): string => {
  const [, inside = ''] = /^"(.*)"$/s.exec(JSON.stringify(shortened(text))) ?? [];
  return `"${shortened(inside)}"`;
};
