import { expect, it } from 'vitest';
import { suggested } from './suggested';

const known = ['sunset', 'Zürich', 'beach', 'summer', 'Sunday', 'midsummer'];

it('finds values by their beginning, then by any part', () => {
  expect(suggested(known, 'su', [])).toEqual(['sunset', 'summer', 'Sunday', 'midsummer']);
  expect(suggested(known, 'zur', [])).toEqual(['Zürich']);
});

it('leaves out what is chosen or typed already', () => {
  expect(suggested(known, 'su', ['sunset'])).toEqual(['summer', 'Sunday', 'midsummer']);
  expect(suggested(known, 'beach', [])).toEqual([]);
  expect(suggested(known, ' ', [])).toEqual([]);
});
