import type { File } from '../api/client';
import type { components } from '../api/schema';
import { fold } from './fold';
import { daysOf, monthIn } from './months';
import { FIELDS, type Field, type Search } from './search_query';

export type Facets = components['schemas']['Facets'];

/** What the search box offers while somebody types. `rest` is what stays of the typed words. */
export type Suggestion =
  | { readonly type: 'recent'; readonly text: string }
  | {
      readonly type: 'value';
      readonly field: Field;
      readonly value: string;
      /** The number of files that have it, where it is known. */
      readonly count?: number;
      readonly rest: string;
    }
  | {
      readonly type: 'year';
      readonly year: number;
      readonly count: number;
      readonly rest: string;
    }
  | { readonly type: 'month'; readonly month: string; readonly rest: string }
  | { readonly type: 'photo'; readonly file: File }
  | { readonly type: 'song'; readonly file: File; readonly at: number };

const MAX_VALUES = 6;
const MAX_PER_FIELD = 3;
const MAX_RECENT = 5;
/** A year is offered from so many digits on. */
const MIN_DIGITS = 3;

type Found = Extract<Suggestion, { type: 'value' | 'year' }>;

/** Returns 2 if the text begins with the words, 1 if one of its words does, 0 if none does. */
function rankOf(text: string, words: string): number {
  const folded = fold(text);
  if (folded.startsWith(words)) return 2;
  for (let at = folded.indexOf(words); at > 0; at = folded.indexOf(words, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) return 1;
  }
  return 0;
}

function valuesLike(typed: string, rest: string, facets: Facets): Found[] {
  const words = fold(typed);
  if (words === '') return [];
  const found: { rank: number; count: number; suggestion: Found }[] = [];
  for (const { value, count } of facets.year) {
    if (value.startsWith(words) && words.length >= MIN_DIGITS)
      found.push({
        rank: 2,
        count,
        suggestion: { type: 'year', year: Number(value), count, rest },
      });
  }
  for (const field of FIELDS) {
    if (field === 'album') continue;
    const likes = facets[field]
      .map(({ value, count }) => ({ value, count, rank: rankOf(value, words) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank || b.count - a.count)
      .slice(0, MAX_PER_FIELD);
    for (const { value, count, rank } of likes)
      found.push({ rank, count, suggestion: { type: 'value', field, value, count, rest } });
  }
  return found
    .sort((a, b) => b.rank - a.rank || b.count - a.count)
    .slice(0, MAX_VALUES)
    .map(({ suggestion }) => suggestion);
}

/**
 * Returns filters that the typed words may mean: all of them together or, if that is none, the last word, while the
 * others stay words.
 */
export function filtersLike(
  typed: string,
  facets: Facets,
  languages: readonly string[],
): Suggestion[] {
  const month = monthIn(typed, languages);
  const months: Suggestion[] = month ? [{ type: 'month', ...month }] : [];
  const whole = valuesLike(typed, '', facets);
  if (whole.length > 0 || month) return [...months, ...whole];
  const words = typed.trim().split(/\s+/);
  const last = words.pop() ?? '';
  return words.length > 0 ? valuesLike(last, words.join(' '), facets) : [];
}

/** Returns the albums of these songs whose title is like the typed words. */
export function albumsLike(typed: string, songs: readonly File[]): Suggestion[] {
  const titles = new Set(
    songs.map((song) => song.tags?.album).filter((album) => album !== undefined),
  );
  return [...titles]
    .filter((album) => rankOf(album, fold(typed)) > 0)
    .slice(0, MAX_PER_FIELD)
    .map((value) => ({ type: 'value', field: 'album', value, rest: '' }));
}

export function recentLike(typed: string, recent: readonly string[]): Suggestion[] {
  const words = fold(typed);
  return recent
    .filter((text) => fold(text).startsWith(words) && fold(text) !== words)
    .slice(0, typed ? 2 : MAX_RECENT)
    .map((text) => ({ type: 'recent', text }));
}

/** Returns the search that a suggestion leads to from the present one; null if it opens a file. */
export function searchFor(suggestion: Suggestion, present: Search): Search | null {
  switch (suggestion.type) {
    case 'recent':
      return { ...present, text: suggestion.text };
    case 'value':
      return { ...present, text: suggestion.rest, [suggestion.field]: suggestion.value };
    case 'year':
      return { ...present, text: suggestion.rest, year: suggestion.year };
    case 'month':
      return { ...present, text: suggestion.rest, ...daysOf(suggestion.month) };
    default:
      return null;
  }
}

/** Tells suggestions apart. */
export function keyOfSuggestion(suggestion: Suggestion): string {
  switch (suggestion.type) {
    case 'recent':
      return `recent ${suggestion.text}`;
    case 'value':
      return `${suggestion.field} ${suggestion.value}`;
    case 'year':
      return `year ${suggestion.year}`;
    case 'month':
      return `month ${suggestion.month}`;
    default:
      return suggestion.file.fileId;
  }
}
