/** A text of these lines; what is not there takes no line. */
export const lines = (...parts: readonly (string | false | null)[]): string =>
  `${parts.filter((part) => typeof part === 'string').join('\n')}\n`;

/** Below the first rows of a long list; false where all are shown. */
export const leftOutLine = (shown: number, total: number): string | false =>
  shown < total && `\n(${total - shown} more are left out)`;
