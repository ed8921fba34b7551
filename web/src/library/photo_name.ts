import type { File } from '../api/client';
import { words } from '../messages/words';
import { momentName } from './day';

/** Returns the smallest part of a place's name: "Old Town" of "Old Town, Porto, Portugal". */
export function townOf(file: File): string | undefined {
  return file.place?.name?.split(',')[0]?.trim() || undefined;
}

/**
 * Names a photo for people who do not see it: by its description or title, else by when and where it was taken.
 * `date` is what the list knows while there is no record yet; "" where it knows nothing.
 */
export function photoName(file: File | undefined, date: string): string {
  const own = file?.description?.trim() || file?.title?.trim();
  if (own) return own;
  const when = file?.date ?? date;
  const parts = [when && momentName(when), file && townOf(file)].filter(Boolean);
  return [words.library.photo, ...parts].join(', ');
}
