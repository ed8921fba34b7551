import type { File } from '../api/client';
import type { components } from '../api/schema';
import { dayOf } from '../library/day';

export type Patch = components['schemas']['FilePatchRequest'];

/** What the panel can change, one value a field. Keywords are apart: files that differ in them can be given one more. */
export interface Values {
  readonly title: string;
  readonly description: string;
  readonly date: string;
  readonly place: string;
  readonly rating: number;
  readonly favorite: boolean;
}

export type Field = keyof Values;

/** What a person has entered. A field that is absent was not touched; null asks for what the file itself says. */
export interface Draft {
  readonly values: { readonly [F in Field]?: Values[F] | null };
  /** Null asks for the keywords in the files. */
  readonly keywords: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
  } | null;
}

export const UNTOUCHED: Draft = { values: {}, keywords: { added: [], removed: [] } };

type Edited = Pick<
  File,
  'title' | 'description' | 'date' | 'place' | 'rating' | 'favorite' | 'keywords' | 'takenAt'
>;

export function valuesOf(file: Edited): Values {
  return {
    title: file.title ?? '',
    description: file.description ?? '',
    date: file.date,
    place: file.place?.name ?? '',
    rating: file.rating ?? 0,
    favorite: file.favorite ?? false,
  };
}

/** Returns the values of one field in all files, each once. */
export function distinct<F extends Field>(files: readonly Edited[], field: F): Values[F][] {
  return [...new Set(files.map((file) => valuesOf(file)[field]))];
}

/** Returns the keywords of the files with their numbers, those in all files first. */
export function keywordCounts(files: readonly Edited[]): [keyword: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { keywords = [] } of files)
    for (const keyword of keywords) counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

export function isTouched({ values, keywords }: Draft): boolean {
  if (keywords === null || keywords.added.length > 0 || keywords.removed.length > 0) return true;
  return Object.keys(values).length > 0;
}

function keywordsWith(file: Edited, draft: Draft['keywords']): readonly string[] | null {
  if (draft === null) return null;
  const kept = (file.keywords ?? []).filter((keyword) => !draft.removed.includes(keyword));
  return [...kept, ...draft.added.filter((keyword) => !kept.includes(keyword))];
}

/** Returns what has to be asked of the drive for one file; only what was touched. */
export function patchFor(file: Edited, { values, keywords }: Draft): Patch {
  const { place, ...others } = values;
  const patch: Patch = { ...others };
  if (place !== undefined) patch.place = { name: place };
  const wanted = keywordsWith(file, keywords);
  if (wanted === null) patch.keywords = null;
  else if (wanted.join('\n') !== (file.keywords ?? []).join('\n')) patch.keywords = [...wanted];
  return patch;
}

/**
 * Returns what brings back how the file was before `patch`. A date that nobody has entered goes back to the file, so
 * that it is not entered now.
 */
export function undoOf(file: Edited, patch: Patch): Patch {
  const undo: Patch = {};
  const before = valuesOf(file);
  if ('title' in patch) undo.title = before.title;
  if ('description' in patch) undo.description = before.description;
  if ('rating' in patch) undo.rating = before.rating;
  if ('favorite' in patch) undo.favorite = before.favorite;
  if ('keywords' in patch) undo.keywords = [...(file.keywords ?? [])];
  if ('place' in patch) undo.place = { name: before.place };
  if ('date' in patch) {
    const isOfTheFile = file.date === file.takenAt || file.date.endsWith('Z');
    undo.date = isOfTheFile ? null : before.date;
  }
  return undo;
}

/** Splits a date for two inputs; the time of day is "" where only the day is known. */
export function partsOf(date: string): { day: string; time: string } {
  return { day: dayOf(date), time: date.length > 10 ? date.slice(11, 19) : '' };
}

/** Joins day and time again, with the zone that was there before. */
export function dateFrom(day: string, time: string, before: string): string {
  if (time === '') return day;
  const zone = /T.*([+-]\d\d:\d\d)$/.exec(before)?.[1] ?? '';
  return `${day}T${time.length === 5 ? `${time}:00` : time}${zone}`;
}
