import { describe, expect, it } from 'vitest';
import {
  dateFrom,
  distinct,
  isTouched,
  keywordCounts,
  partsOf,
  patchFor,
  UNTOUCHED,
  undoOf,
} from './draft';

const sea = { date: '2019-07-14T18:03:21+02:00', title: 'At the sea', keywords: ['beach', 'sun'] };
const hill = { date: '2020-01-02', keywords: ['sun'], rating: 4, place: { name: 'Porto' } };
const noKeywords = { added: [], removed: [] };

describe('a patch', () => {
  it('has only what was touched', () => {
    expect(patchFor(sea, UNTOUCHED)).toEqual({});
    expect(isTouched(UNTOUCHED)).toBe(false);
    const draft = { values: { rating: 3, place: 'Lisboa' }, keywords: noKeywords };
    expect(patchFor(sea, draft)).toEqual({ rating: 3, place: { name: 'Lisboa' } });
    expect(isTouched(draft)).toBe(true);
  });
  it('asks for what the file says', () => {
    const draft = { values: { date: null, place: null }, keywords: null };
    expect(patchFor(sea, draft)).toEqual({ date: null, place: { name: null }, keywords: null });
  });
  it('adds keywords to those that each file has', () => {
    const draft = { values: {}, keywords: { added: ['summer', 'sun'], removed: ['beach'] } };
    expect(patchFor(sea, draft)).toEqual({ keywords: ['sun', 'summer'] });
    expect(patchFor(hill, draft)).toEqual({ keywords: ['sun', 'summer'] });
    expect(patchFor({ date: '', keywords: ['sun', 'summer'] }, draft)).toEqual({});
  });
});

it('undoes what was changed, and nothing else', () => {
  expect(undoOf(sea, { title: 'x', rating: 2, keywords: [] })).toEqual({
    title: 'At the sea',
    rating: 0,
    keywords: ['beach', 'sun'],
  });
  expect(undoOf(hill, { place: { name: null }, date: '2021-01-01' })).toEqual({
    place: { name: 'Porto' },
    date: '2020-01-02',
  });
  expect(undoOf({ ...sea, takenAt: sea.date }, { date: '2021-01-01' })).toEqual({ date: null });
  expect(undoOf({ date: '2021-01-01T00:00:00.000Z' }, { date: '2022-01-01' })).toEqual({
    date: null,
  });
});

it('tells where files differ', () => {
  expect(distinct([sea, hill], 'title')).toEqual(['At the sea', '']);
  expect(distinct([sea, sea], 'rating')).toEqual([0]);
  expect(keywordCounts([sea, hill])).toEqual([
    ['sun', 2],
    ['beach', 1],
  ]);
});

it('takes dates apart and puts them together', () => {
  expect(partsOf(sea.date)).toEqual({ day: '2019-07-14', time: '18:03:21' });
  expect(partsOf(hill.date)).toEqual({ day: '2020-01-02', time: '' });
  expect(dateFrom('2019-07-15', '18:03:21', sea.date)).toBe('2019-07-15T18:03:21+02:00');
  expect(dateFrom('2019-07-15', '18:03', hill.date)).toBe('2019-07-15T18:03:00');
  expect(dateFrom('2019-07-15', '', sea.date)).toBe('2019-07-15');
  expect(dateFrom('2019-07-15', '10:00', '2019-07-15T10:00:00.000Z')).toBe('2019-07-15T10:00:00');
});
