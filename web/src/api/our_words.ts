import { numeral } from '../messages/counted';
import { en } from '../messages/en';
import { words } from '../messages/words';

type Texts = Readonly<Record<string, string>>;

const NUMBERS = /\d+(?:[.,]\d+)*/g;

/** Puts the numbers of the drive's sentence in place of each {n}. Returns undefined if it has too few. */
function fill(text: string | undefined, sentence: string): string | undefined {
  const numbers = sentence.match(NUMBERS) ?? [];
  if (text === undefined || text.split('{n}').length - 1 > numbers.length) return undefined;
  const next = () => numeral(Number(numbers.shift()?.replaceAll(',', '')));
  return text.replaceAll('{n}', next);
}

/** Returns the app's text for a sentence of the drive that it knows, else the sentence. */
export function sentenceText(sentence: string): string {
  const shape = sentence.replaceAll(NUMBERS, '{n}');
  const known = Object.entries(en.problems.sentences).find(([, text]) => text === shape);
  return fill((words.problems.sentences as Texts)[known?.[0] ?? ''], sentence) ?? sentence;
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
