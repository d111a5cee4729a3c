import { isPartOfRef } from '../repository/ref-files.js';

/**
 * Whether git accepts the name for a branch or a tag, as in `git check-ref-format`; such a name can be part of a
 * path, too.
 */
export const isRefName = (name: string): boolean =>
  !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\.$/u.test(name) && name.split('/').every(isPartOfRef);

/** Whole, or shortened to at least four digits. */
export const isSha = (text: string): boolean => /^[0-9a-f]{4,40}$/i.test(text);

export const isWholeSha = (text: string): boolean => /^[0-9a-f]{40}$/i.test(text);
