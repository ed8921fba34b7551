import { locale } from './locale';

const rules = new Map<string, Intl.PluralRules>();

/** Writes a number as the language of the page does: "1,234". */
export const numeral = (n: number): string => n.toLocaleString(locale());

/** Writes a number with the form of the noun that it takes: "1 photo", "1,234 photos". */
export function counted(n: number, one: string, other: string): string {
  let rule = rules.get(locale());
  if (!rule) {
    rule = new Intl.PluralRules(locale());
    rules.set(locale(), rule);
  }
  return `${numeral(n)} ${rule.select(n) === 'one' ? one : other}`;
}
