import { numeral } from '../messages/counted';
import { sentences, words } from '../messages/words';

type Texts = Readonly<Record<string, string>>;

/** Stands in a text for whatever a sentence ends with. */
const REST = '{rest}';
const NUMBERS = /\d+(?:[.,]\d+)*/g;

/** Puts the numbers of the drive's sentence in place of each {n}. Returns undefined if it has too few. */
function fill(text: string | undefined, sentence: string): string | undefined {
  const numbers = sentence.match(NUMBERS) ?? [];
  if (text === undefined || text.split('{n}').length - 1 > numbers.length) return undefined;
  const next = () => numeral(Number(numbers.shift()?.replaceAll(',', '')));
  return text.replaceAll('{n}', next);
}

/** Returns a sentence of the drive in the language of the page; undefined if the app does not know it. */
function translated(sentence: string): string | undefined {
  const known = fill(sentences[sentence.replaceAll(NUMBERS, '{n}')], sentence);
  if (known) return known;
  for (const [english, own] of Object.entries(sentences)) {
    const start = english.endsWith(REST) ? english.slice(0, -REST.length) : undefined;
    if (start && sentence.startsWith(start)) return own.replace(REST, sentence.slice(start.length));
  }
  return undefined;
}

/** Returns what the drive says in the language of the page, as far as the app knows its sentences. */
export function sentenceText(said: string): string {
  const whole = translated(said);
  if (whole) return whole;
  return said
    .split(/(?<=\.) (?=[A-Z])/)
    .map((sentence) => translated(sentence) ?? sentence)
    .join(' ');
}

/** Says what a problem is: in the language of the page if the app knows its code. */
export function problemText(code: string, sentence: string): string {
  return fill((words.problems.codes as Texts)[code], sentence) ?? sentenceText(sentence);
}

/** Says what is wrong with a field: in the language of the page if the app knows the rule. */
export function fieldText(field: string, code: string, sentence: string): string {
  const rules = words.problems.fields as Texts;
  const name = field === 'newPassword' ? 'password' : field;
  return fill(rules[`${name}.${code}`] ?? rules[code], sentence) ?? sentence;
}
