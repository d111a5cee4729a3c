/** Browsers get diffs and patches as plain text, whatever their content. */
export const PATCH_TYPE = 'text/plain; charset=utf-8';
