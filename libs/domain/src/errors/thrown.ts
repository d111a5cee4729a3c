/**
 * Whether it is an error of any realm. Where tests have a realm of their own, as in Jest, errors that Node itself throws are
 * not instances of the `Error` there.
 */
export const isError = (thrown: unknown): thrown is Error =>
  thrown instanceof Error || /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(thrown));

/** Node's or SQLite's code, such as `ENOENT`; `''` for what has none. */
export const codeOf = (thrown: unknown): string =>
  isError(thrown) && 'code' in thrown ? String(thrown.code) : '';

export const messageOf = (thrown: unknown): string => (isError(thrown) ? thrown.message : String(thrown));

/** Of a connection that was tried on several addresses: an error each. Empty for any other error. */
export const innerErrors = (thrown: unknown): readonly unknown[] =>
  isError(thrown) && 'errors' in thrown && Array.isArray(thrown.errors) ? thrown.errors : [];
