/** What git takes for the name of a branch or a tag, as `git check-ref-format` has it; so it can be part of a path, too. */
export const isRefName = (name: string): boolean =>
  !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\.$/u.test(name) &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));

/** As git takes it from people: whole, or shortened to at least four digits. */
export const isSha = (text: string): boolean => /^[0-9a-f]{4,40}$/i.test(text);

export const isWholeSha = (text: string): boolean => /^[0-9a-f]{40}$/i.test(text);
