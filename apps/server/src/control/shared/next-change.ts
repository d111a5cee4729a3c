/** Tells that there is something new; what it is, has to be looked up. */
interface Feed {
  /** @returns how to stop listening */
  listen(listener: () => void): () => void;
}

/** Resolves when there is something new, or it is too late. */
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
