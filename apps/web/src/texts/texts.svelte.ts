import { en, type Texts } from './en.js';
import { zh } from './zh.js';

export type Language = 'en' | 'zh';
const PLACE = 'atomgit-mock language';
const ALL: Readonly<Record<Language, Texts>> = { en, zh };

const isLanguage = (name: string | null): name is Language => name === 'en' || name === 'zh';

function preferred(): Language {
  const chosen = localStorage.getItem(PLACE);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.some((name) => name.startsWith('zh')) ? 'zh' : 'en';
}

const chosen = $state({ language: preferred() });

/** The texts of the page, in the viewer's language. */
export const t = (): Texts => ALL[chosen.language];

export const language = (): Language => chosen.language;

export function speak(next: Language): void {
  localStorage.setItem(PLACE, next);
  chosen.language = next;
}
