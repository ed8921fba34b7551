import { expect, type Page } from '@playwright/test';
import { de } from '../src/messages/de';
import { en } from '../src/messages/en';

/** Lists the fixed texts of a language by their paths. */
function fixedTexts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] => {
    const here = `${path}.${name}`;
    if (typeof value === 'string') return [[here, value]];
    return typeof value === 'object' && value !== null ? fixedTexts(value, here) : [];
  });
}

/** Returns the texts of one language that the other one says otherwise, and does not use for anything. */
function only(own: object, other: object): Set<string> {
  const others = new Map(fixedTexts(other));
  const used = new Set(others.values());
  return new Set(
    fixedTexts(own)
      .filter(([path, text]) => others.get(path) !== text && !used.has(text))
      .map(([, text]) => text),
  );
}

const foreign = { de: only(en, de), en: only(de, en) };

/** Expects that nothing that the page shows or names is in the other language. */
export async function expectLanguage(page: Page, language: 'en' | 'de'): Promise<void> {
  const texts = await page.evaluate(() => {
    const found: string[] = [document.title.replace(/ · .*/, '')];
    for (const element of document.body.querySelectorAll('*')) {
      // What people wrote themselves is in any language.
      if (element.closest('script, style, [lang]')) continue;
      if (element.checkVisibility?.() === false) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    }
    return found.map((text) => text.trim().replace(/\s+/g, ' ')).filter(Boolean);
  });
  const wrong = texts.filter((text) => foreign[language].has(text));
  expect([...new Set(wrong)], `texts on ${page.url()} that are not ${language}`).toEqual([]);
}
