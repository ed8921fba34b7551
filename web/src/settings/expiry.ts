import { words } from '../messages/words';

const DAY_MS = 24 * 3600 * 1000;

/** The days that an app password may live, as the form offers them; 0: without an end. */
export const LIVES = [30, 90, 365, 0] as const;

/** Says how long that is: "30 days". */
export function lifeWords(days: number): string {
  if (days === 0) return words.settings.withoutEnd;
  return days === 365 ? words.settings.oneYear : words.settings.days(days);
}

/** Returns when something that lives so many days ends, as the drive writes times; undefined for 0. */
export function expiryAfter(days: number, now = Date.now()): string | undefined {
  if (days === 0) return undefined;
  return new Date(now + days * DAY_MS).toISOString().replace(/\.\d+Z$/, 'Z');
}
