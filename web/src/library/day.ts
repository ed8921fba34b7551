import { locale } from '../messages/locale';
import { words } from '../messages/words';

// The effective date of a file is what a clock at the place showed: text such as 2019-07-14T18:03:21, which
// belongs to no time zone.

/** The form that GET /outline has: seconds, no fraction and no offset; a date alone is its first moment. */
export function clockTime(date: string): string {
  return date.length <= 10 ? `${date}T00:00:00` : date.slice(0, 19);
}

/** Returns the day of a clock time, as 2019-07-14. */
export const dayOf = (clock: string): string => clock.slice(0, 10);

/** Returns the clock time as a date in UTC, for formats that are told to show UTC. */
export const asUtc = (clock: string): Date => new Date(`${clockTime(clock)}Z`);

function today(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' });
    formats.set(key, found);
  }
  return found;
}

/** Names a day: "Today", "Saturday, July 17", "July 17, 2019". */
export function dayName(day: string, now = new Date()): string {
  const here = today(now);
  if (day === here) return words.library.today;
  if (day === today(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) {
    return words.library.yesterday;
  }
  if (day.slice(0, 4) === here.slice(0, 4)) {
    return format('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(asUtc(day));
  }
  return format('year', { day: 'numeric', month: 'long', year: 'numeric' }).format(asUtc(day));
}

/** Names a month, given as 2019-07: "July 2019". */
export function monthName(month: string): string {
  return format('month', { month: 'long', year: 'numeric' }).format(asUtc(`${month}-01`));
}

/** Names a month within its year, given as 2019-07: "Jul". */
export function monthLetters(month: string): string {
  return format('month letters', { month: 'short' }).format(asUtc(`${month}-01`));
}

/** Says when, to the minute: "Saturday, July 17, 2019 at 6:03 PM"; without a time of day only the day. */
export function momentName(date: string): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  if (date.length <= 10) return format('full day', day).format(asUtc(date));
  return format('moment', { ...day, hour: 'numeric', minute: '2-digit' }).format(asUtc(date));
}
