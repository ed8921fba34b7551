import { locale } from '../messages/locale';
import type { Collection } from './collections';

/** Folds what people do not distinguish when they type: case and accents. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale());
}

/** Returns the collections whose titles have all words of the search, in their order. */
export function found<C extends Pick<Collection, 'title'>>(
  collections: readonly C[],
  search: string,
): readonly C[] {
  const wanted = folded(search).split(/\s+/).filter(Boolean);
  return collections.filter(({ title }) => {
    const text = folded(title);
    return wanted.every((word) => text.includes(word));
  });
}
