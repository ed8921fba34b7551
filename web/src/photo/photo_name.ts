import type { File } from '../api/client';
import { asUtc, dayName, dayOf, momentName } from '../library/day';
import { locale } from '../messages/locale';

const MAX_NAME = 100;

function shortened(text: string): string {
  if (text.length <= MAX_NAME) return text;
  const cut = text.slice(0, MAX_NAME);
  const space = cut.lastIndexOf(' ');
  return `${space > MAX_NAME / 2 ? cut.slice(0, space) : cut}…`;
}

type Named = Pick<File, 'title' | 'description' | 'date' | 'place'>;

/** Names a photo as people would: by its title or description, else by when and where it was taken. */
export function photoName({ title, description, date, place }: Named): string {
  const said = title?.trim() || description?.trim();
  if (said) return shortened(said.replace(/\s+/g, ' '));
  return [momentName(date), place?.name].filter(Boolean).join(', ');
}

/** The two lines above a photo: the day, then the time of day and the place. */
export function captionOf({ date, place }: Named): { day: string; more: string } {
  const time =
    date.length > 10 &&
    asUtc(date).toLocaleTimeString(locale(), {
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'UTC',
    });
  return { day: dayName(dayOf(date)), more: [time, place?.name].filter(Boolean).join(' · ') };
}

/** Names the offset that a camera wrote: "UTC+2", "UTC+5:30"; "" where it wrote none. */
export function zoneName(date: string): string {
  if (date.endsWith('Z')) return 'UTC';
  const offset = /T.*([+-])(\d\d):(\d\d)$/.exec(date);
  if (!offset) return '';
  const [, sign, hours, minutes] = offset;
  if (Number(hours) === 0 && minutes === '00') return 'UTC';
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}
