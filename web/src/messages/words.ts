import { en, type Words } from './en';
import { findLocale } from './locale';

/** The texts in the language of the page. Read it when a text is needed: it is English while the page starts. */
export let words: Words = en;

/** Loads the language of the page. Call it once, before anything is shown. */
export async function loadWords(): Promise<void> {
  const found = findLocale();
  document.documentElement.lang = found;
  if (found === 'de') words = (await import('./de')).de;
}
