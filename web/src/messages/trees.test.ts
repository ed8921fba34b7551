import { describe, expect, it } from 'vitest';
import { de } from './de';
import { en } from './en';

/** Lists the texts of a tree by their paths. */
function leaves(tree: object, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(tree)) {
    const here = path ? `${path}.${name}` : name;
    if (typeof value === 'object') for (const leaf of leaves(value, here)) found.set(...leaf);
    else found.set(here, value);
  }
  return found;
}

const english = leaves(en);
const german = leaves(de);

describe('the texts in English and German', () => {
  it('are the same texts', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('take the same number of values', () => {
    const arity = (text: unknown) => (typeof text === 'function' ? text.length : -1);
    for (const [path, text] of english) expect(arity(german.get(path)), path).toBe(arity(text));
  });

  it('have the same parts to be filled in', () => {
    const parts = (text: unknown) =>
      typeof text === 'string' ? (text.match(/\{\w+\}/g) ?? []).sort() : [];
    for (const [path, text] of english) expect(parts(german.get(path)), path).toEqual(parts(text));
  });
});
