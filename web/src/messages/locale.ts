/** The languages that the app speaks. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = 'audmg.locale';

let tag = 'en';

function isLocale(language: string | null): language is Locale {
  return LOCALES.includes(language as Locale);
}

/** Returns the language that the user has chosen, or null while it is the browser's. */
export function chosenLocale(): Locale | null {
  const stored = localStorage.getItem(KEY);
  return isLocale(stored) ? stored : null;
}

/** Keeps the choice; null goes back to the browser's language. The page must be loaded again. */
export function chooseLocale(choice: Locale | null): void {
  if (choice) localStorage.setItem(KEY, choice);
  else localStorage.removeItem(KEY);
}

/**
 * Finds the language of the page: the chosen one, or the first of the browser's that the app speaks, or English.
 * Dates and numbers follow the browser's region where that has the same language, so that "en-GB" keeps its days
 * before its months.
 */
export function findLocale(languages: readonly string[] = navigator.languages): Locale {
  const language = (code: string) => code.split('-')[0] ?? '';
  const locale = chosenLocale() ?? languages.map(language).find(isLocale) ?? 'en';
  tag = languages.find((code) => language(code) === locale) ?? locale;
  return locale;
}

/** The BCP 47 tag for dates, numbers and plurals. */
export const locale = (): string => tag;
