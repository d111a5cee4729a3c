/** Diffs and patches are text to a browser, whatever is in them. */
export const PATCH_TYPE = 'text/plain; charset=utf-8';
