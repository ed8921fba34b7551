import { en, type Words } from './en';
import { findLocale } from './locale';

/** The texts in the language of the page. Read it when a text is needed: it is English while the page starts. */
export let words: Words = en;

/** Sentences of the drive in the language of the page, by their English text. See messages/de/sentences.ts. */
export let sentences: Readonly<Record<string, string>> = {};

/** Loads the language of the page. Call it once, before anything is shown. */
export async function loadWords(): Promise<void> {
  const found = findLocale();
  document.documentElement.lang = found;
  if (found !== 'de') return;
  const german = await import('./de');
  words = german.de;
  sentences = german.sentences;
}
