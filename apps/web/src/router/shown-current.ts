/** Keeps the entry of a long row that stands for this page in view: `{@attach shownCurrent}` on the row. */
export function shownCurrent(row: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    const current = row.querySelector<HTMLElement>('[aria-current]');
    if (current !== null) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.clientWidth) / 2;
  });
  observer.observe(row);
  return () => observer.disconnect();
}
