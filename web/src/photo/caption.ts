import type { File } from '../api/client';
import { asUtc, dayName, dayOf } from '../library/day';
import { locale } from '../messages/locale';

/** The two lines above a photo: the day, then the time of day and the place. */
export function captionOf({ date, place }: File): { day: string; more: string } {
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
