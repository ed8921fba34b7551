import { beforeEach, expect, test } from 'vitest';
import {
  clearSelection,
  hasUnselected,
  offerList,
  selectListed,
  selectTo,
  toggle,
  useSelection,
} from './selection';

const selected = () => [...useSelection.getState().ids];

beforeEach(clearSelection);

test('all files of the list that came last are selected', () => {
  const first = offerList(() => ['a', 'b']);
  const second = offerList(() => ['c', 'd', 'e']);
  toggle('c');
  expect(hasUnselected()).toBe(true);
  selectListed();
  expect(selected()).toEqual(['c', 'd', 'e']);
  expect(hasUnselected()).toBe(false);
  second();
  expect(hasUnselected()).toBe(true);
  first();
  expect(hasUnselected()).toBe(false);
});

test('a range without its beginning takes nothing back', () => {
  const all = ['a', 'b', 'c'].map((id) => ({ id }));
  toggle('b');
  toggle('gone');
  selectTo('b', all);
  expect(selected().sort()).toEqual(['b', 'gone']);
  selectTo('c', all);
  expect(selected().sort()).toEqual(['b', 'c', 'gone']);
});

test('a range goes on from the file that was chosen last', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
  toggle('d');
  selectTo('b', all);
  expect(selected().sort()).toEqual(['b', 'c', 'd']);
  selectTo('a', all);
  expect(selected().sort()).toEqual(['a', 'b', 'c', 'd']);
});
