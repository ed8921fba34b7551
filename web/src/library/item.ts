import type { File, Outline } from '../api/client';
import { clockTime } from './day';
import type { Item } from './source';

/** The drive's outline has them in thousandths: a picture keeps its shape when its record comes. */
const aspectOf = ({ width, height }: File): number =>
  width && height ? Math.round((1000 * width) / height) / 1000 : 0;

/** The number of files between two cursors of an outline. */
const FILES_PER_CURSOR = 100;

export function itemsOf(outline: Outline, cursor: string | null): Item[] {
  return outline.fileIds.map((id, i) => ({
    id,
    date: outline.dates[i] ?? '',
    aspect: (outline.aspects[i] ?? 0) / 1000,
    color: outline.colors[i] ?? '',
    cursor:
      i < FILES_PER_CURSOR
        ? cursor
        : (outline.cursors[Math.floor(i / FILES_PER_CURSOR) - 1] ?? null),
  }));
}

export function itemOf(file: File, cursor: string | null | undefined): Item {
  const date = clockTime(file.date);
  return { id: file.fileId, date, aspect: aspectOf(file), color: file.dominantColor ?? '', cursor };
}

/** The latest first, as the drive sorts by date; files of one moment by their ids. */
export function byDate(a: Item, b: Item): number {
  if (a.date !== b.date) return a.date < b.date ? 1 : -1;
  return byUpload(a, b);
}

/** The last upload first: ids of version 7 sort by time. */
export function byUpload(a: Item, b: Item): number {
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** Returns where `item` belongs in the sorted list. */
function placeFor(items: readonly Item[], item: Item, compare: (a: Item, b: Item) => number) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle] as Item, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts items in their places, and replaces those with the same id. */
export function withItems(
  items: readonly Item[],
  news: readonly Item[],
  compare: (a: Item, b: Item) => number,
): readonly Item[] {
  if (news.length === 0) return items;
  const byId = new Map(news.map((item) => [item.id, item]));
  const moved: Item[] = [];
  const kept: Item[] = [];
  for (const item of items) {
    const update = byId.get(item.id);
    byId.delete(item.id);
    if (!update) kept.push(item);
    else if (update.date === item.date) kept.push({ ...update, cursor: item.cursor });
    else moved.push({ ...update, cursor: item.cursor });
  }
  moved.push(...byId.values());
  if (moved.length > MANY) return [...kept, ...moved].sort(compare);
  for (const item of moved) kept.splice(placeFor(kept, item, compare), 0, item);
  return kept;
}

/** So many are sorted faster than they are put in their places one by one. */
const MANY = 50;
