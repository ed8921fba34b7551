import { useMemo } from 'react';
import { locale } from '../messages/locale';
import { useSettled } from '../ui/use_settled';
import { useRecentSearches } from './recent';
import { albumsLike, filtersLike, recentLike, type Suggestion } from './suggestions';
import { filesOf, useFacets, useFound } from './use_finds';

const SETTLED_MS = 150;
const MAX_VALUES = 1000;
const MAX_SONGS = 5;
const MAX_PHOTOS = 6;

export interface SuggestionGroup {
  readonly type: 'recent' | 'value' | 'photo' | 'song';
  readonly suggestions: readonly Suggestion[];
}

/** Returns what to offer for the typed text, in groups, none of them empty. Fetches only while `open`. */
export function useSuggestions(typed: string, open: boolean): readonly SuggestionGroup[] {
  const text = useSettled(typed.trim(), SETTLED_MS);
  const asks = open && text !== '';
  const facets = useFacets({}, MAX_VALUES, open);
  const songs = filesOf(useFound({ kind: 'audio', q: text, sort: 'relevance' }, MAX_SONGS, asks));
  const photos = filesOf(useFound({ kind: 'image', q: text, sort: 'relevance' }, MAX_PHOTOS, asks));
  const recent = useRecentSearches();
  return useMemo(() => {
    if (!open) return [];
    const values = facets && text ? filtersLike(text, facets, [locale(), 'en', 'de']) : [];
    const groups: SuggestionGroup[] = [
      { type: 'recent', suggestions: recentLike(text, recent) },
      { type: 'value', suggestions: [...values, ...albumsLike(text, songs)] },
      { type: 'photo', suggestions: photos.map((file) => ({ type: 'photo', file })) },
      { type: 'song', suggestions: songs.map((file, at) => ({ type: 'song', file, at })) },
    ];
    return groups.filter(({ suggestions }) => suggestions.length > 0);
  }, [open, facets, text, songs, photos, recent]);
}
