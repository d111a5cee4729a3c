/** Notifies of changes; listeners read what has changed. */
interface Feed {
  /** @returns a function that stops listening */
  listen(listener: () => void): () => void;
}

/** Resolves at the next change, or when `late` is aborted. */
export function nextChange(feed: Feed, late: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = feed.listen(() => end());
    const end = () => {
      stop();
      late.removeEventListener('abort', end);
      resolve();
    };
    late.addEventListener('abort', end);
  });
}
