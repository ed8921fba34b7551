import { asUtc } from '../library/day';
import { fold } from './fold';

export interface MonthInText {
  /** As 2019-07. */
  readonly month: string;
  /** The other words. */
  readonly rest: string;
}

const YEAR = /^(18|19|20|21)\d\d$/;
/** So many letters of a month tell which one it is. */
const MIN_LETTERS = 3;

/** Returns the names of the months in these languages, January first. */
function monthNames(languages: readonly string[]): string[][] {
  const names = Array.from({ length: 12 }, (): string[] => []);
  for (const language of languages) {
    const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
    for (const [i, own] of names.entries()) own.push(fold(format.format(Date.UTC(2020, i, 15))));
  }
  return names;
}

/** Finds a month with its year, in words ("july 2019", "2019 jul") or in numbers ("2019-07"). */
export function monthIn(text: string, languages: readonly string[]): MonthInText | null {
  const words = text.split(/\s+/).filter(Boolean);
  const rest = (from: number, count: number) => words.toSpliced(from, count).join(' ');
  const names = monthNames(languages);
  const numberOf = (word = '') =>
    word.length < MIN_LETTERS
      ? -1
      : names.findIndex((own) => own.some((name) => name.startsWith(fold(word))));
  for (const [i, word] of words.entries()) {
    const written = /^(\d{4})-(\d{2})$/.exec(word);
    if (written && YEAR.test(written[1] ?? '') && Number(written[2]) <= 12 && written[2] !== '00')
      return { month: word, rest: rest(i, 1) };
    if (!YEAR.test(word)) continue;
    for (const beside of [i - 1, i + 1]) {
      const month = numberOf(words[beside]);
      if (month < 0) continue;
      const two = String(month + 1).padStart(2, '0');
      return { month: `${word}-${two}`, rest: rest(Math.min(i, beside), 2) };
    }
  }
  return null;
}

/** Returns the first and the last day of a month. */
export function daysOf(month: string): { from: string; to: string } {
  const last = asUtc(`${month}-01`);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return { from: `${month}-01`, to: last.toISOString().slice(0, 10) };
}

/** Returns the month that is exactly this time, as 2019-07. */
export function monthBetween(from: string | undefined, to: string | undefined): string | null {
  const month = from?.slice(0, 7);
  if (!month || !to) return null;
  const days = daysOf(month);
  return days.from === from && days.to === to ? month : null;
}
