import { locale } from '../messages/locale';
import { words } from '../messages/words';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Says when something was, as people do: "just now", "5 min. ago", "3 hr. ago", "12 Mar 2026". */
export function formatWhen(time: string, now = Date.now()): string {
  const then = new Date(time);
  const ago = now - then.getTime();
  if (ago < MINUTE_MS) return words.ui.justNow;
  const relative = new Intl.RelativeTimeFormat(locale(), { style: 'short' });
  if (ago < HOUR_MS) return relative.format(-Math.floor(ago / MINUTE_MS), 'minute');
  if (ago < DAY_MS) return relative.format(-Math.floor(ago / HOUR_MS), 'hour');
  return formatDay(time);
}

/** Formats the day of a time, as in "12 Mar 2026". */
export function formatDay(time: string): string {
  return new Date(time).toLocaleDateString(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}

/** Formats a time to the minute. */
export function formatMoment(time: string): string {
  return new Date(time).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
}
