type DiffStyle = 'inline' | 'side-by-side';

const PLACE = 'atomgit-mock diff';
const NARROW = '(max-width: 720px)';

const chosen = $state<{ style: DiffStyle }>({
  style:
    localStorage.getItem(PLACE) === 'side-by-side' && !matchMedia(NARROW).matches ? 'side-by-side' : 'inline',
});

/** How the viewer wants to see diffs; kept for the next time. */
export const diffStyle = (): DiffStyle => chosen.style;

export function showDiffAs(style: DiffStyle): void {
  localStorage.setItem(PLACE, style);
  chosen.style = style;
}
