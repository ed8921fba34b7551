import { dayName, monthName } from '../library/day';
import { words } from '../messages/words';
import { monthBetween } from './months';
import type { FilterName, Search } from './search_query';
import type { Suggestion } from './suggestions';

/** A place goes from the smallest part to the largest; the first one names it. */
export function partsOfPlace(place: string): { name: string; region: string } {
  const [name = place, ...rest] = place.split(', ');
  return { name, region: rest.join(', ') };
}

function datesText({ from, to }: Search): string {
  const month = monthBetween(from, to);
  if (month) return monthName(month);
  if (from && to) return from === to ? dayName(from) : `${dayName(from)} – ${dayName(to)}`;
  return from ? words.search.since(dayName(from)) : words.search.until(dayName(to ?? ''));
}

/** Says what a filter asks for. */
export function filterText(search: Search, name: FilterName): string {
  const { search: texts } = words;
  switch (name) {
    case 'kind':
      return search.kind === 'audio' ? texts.songs : texts.photos;
    case 'dates':
      return datesText(search);
    case 'year':
      return String(search.year);
    case 'favorite':
      return texts.favorites;
    case 'minRating':
      return texts.stars(search.minRating ?? 0);
    case 'place':
      return partsOfPlace(search.place ?? '').name;
    default:
      return search[name] ?? '';
  }
}

/** Says what a filter is about, where its text alone does not tell. */
export function filterSubject(name: FilterName): string | undefined {
  return name in words.search.fieldOf
    ? words.search.fieldOf[name as keyof typeof words.search.fieldOf]
    : undefined;
}

/** The main text of a suggestion, and what explains it. */
export function suggestionText(
  suggestion: Extract<Suggestion, { type: 'recent' | 'value' | 'year' | 'month' }>,
): { main: string; aside: string } {
  const { search: texts } = words;
  switch (suggestion.type) {
    case 'recent':
      return { main: suggestion.text, aside: '' };
    case 'year':
      return { main: texts.photosFrom(String(suggestion.year)), aside: suggestion.rest };
    case 'month':
      return { main: texts.photosFrom(monthName(suggestion.month)), aside: suggestion.rest };
    case 'value': {
      const { name, region } =
        suggestion.field === 'place'
          ? partsOfPlace(suggestion.value)
          : { name: suggestion.value, region: '' };
      const about = region || texts.fieldOf[suggestion.field];
      return { main: name, aside: [about, suggestion.rest].filter(Boolean).join(' · ') };
    }
  }
}
