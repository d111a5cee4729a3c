/** Does what a key is for, unless somebody is typing or means something of the browser. */
export function pressed(event: KeyboardEvent, keys: Readonly<Record<string, () => void>>): void {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  keys[event.key]?.();
}
