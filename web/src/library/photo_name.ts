import type { File } from '../api/client';
import { words } from '../messages/words';
import { momentName } from './day';

/** Returns the smallest part of a place's name: "Old Town" of "Old Town, Porto, Portugal". */
export function townOf(file: File): string | undefined {
  return file.place?.name?.split(',')[0]?.trim() || undefined;
}

const MAX_NAME = 100;

function shortened(text: string): string {
  if (text.length <= MAX_NAME) return text;
  const cut = text.slice(0, MAX_NAME);
  const space = cut.lastIndexOf(' ');
  return `${space > MAX_NAME / 2 ? cut.slice(0, space) : cut}…`;
}

/**
 * Names a photo, also for people who do not see it: by its description or title, else by when and where it was taken.
 * `date` is what the list knows while there is no record yet.
 */
export function photoName(file: File | undefined, date = ''): string {
  const own = file?.description?.trim() || file?.title?.trim();
  if (own) return shortened(own.replace(/\s+/g, ' '));
  const when = file?.date ?? date;
  const parts = [when && momentName(when), file && townOf(file)].filter(Boolean);
  return [words.library.photo, ...parts].join(', ');
}
