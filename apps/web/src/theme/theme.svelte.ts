export type Theme = 'system' | 'light' | 'dark';

const PLACE = 'atomgit-mock theme';
const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

const isTheme = (name: string | null): name is Theme => name === 'light' || name === 'dark';

const stored = localStorage.getItem(PLACE);
const chosen = $state<{ theme: Theme }>({ theme: isTheme(stored) ? stored : 'system' });

export const theme = (): Theme => chosen.theme;

/** As the system, then light, then dark. */
export function nextTheme(): void {
  chosen.theme = NEXT[chosen.theme];
  localStorage.setItem(PLACE, chosen.theme);
  applyTheme();
}

export function applyTheme(): void {
  document.documentElement.dataset['theme'] = chosen.theme;
}
