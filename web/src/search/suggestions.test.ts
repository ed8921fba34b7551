import { describe, expect, it } from 'vitest';
import { fileOf, idAt } from '../../tests/doubles/records';
import {
  albumsLike,
  type Facets,
  filtersLike,
  keyOfSuggestion,
  recentLike,
  searchFor,
} from './suggestions';

const facets: Facets = {
  camera: [
    { value: 'Canon EOS R6', count: 20 },
    { value: 'Apple iPhone 15', count: 5 },
  ],
  place: [
    { value: 'Paris, Île-de-France, France', count: 12 },
    { value: 'Zürich, Zurich, Switzerland', count: 3 },
  ],
  year: [
    { value: '2019', count: 9 },
    { value: '2021', count: 4 },
  ],
  keyword: [{ value: 'beach', count: 7 }],
  artist: [{ value: 'Björk', count: 30 }],
  genre: [],
};
const like = (typed: string) =>
  filtersLike(typed, facets, ['en', 'de']).map((suggestion) => keyOfSuggestion(suggestion));

describe('filters', () => {
  it.each([
    ['par', ['place Paris, Île-de-France, France']],
    ['ile', ['place Paris, Île-de-France, France']],
    ['zur', ['place Zürich, Zurich, Switzerland']],
    ['bjo', ['artist Björk']],
    ['r6', ['camera Canon EOS R6']],
    ['201', ['year 2019']],
    ['20', []],
    ['arch', []],
    ['', []],
  ])('are offered for "%s"', (typed, keys) => expect(like(typed)).toEqual(keys));

  it('of the last word keep the others', () => {
    expect(filtersLike('sunset par', facets, ['en'])).toEqual([
      {
        type: 'value',
        field: 'place',
        value: 'Paris, Île-de-France, France',
        count: 12,
        rest: 'sunset',
      },
    ]);
  });

  it('may be a month', () => {
    const [suggestion] = filtersLike('beach july 2019', facets, ['en']);
    expect(suggestion).toEqual({ type: 'month', month: '2019-07', rest: 'beach' });
    expect(suggestion && searchFor(suggestion, { text: '', place: 'Paris' })).toEqual({
      text: 'beach',
      place: 'Paris',
      from: '2019-07-01',
      to: '2019-07-31',
    });
  });
});

it('offers albums of the songs that were found', () => {
  const song = fileOf(idAt(1), { kind: 'audio', tags: { album: 'Homogenic' } });
  expect(albumsLike('homo', [song, song]).map(keyOfSuggestion)).toEqual(['album Homogenic']);
  expect(albumsLike('jóga', [song])).toEqual([]);
});

it('offers what was looked for before', () => {
  expect(recentLike('', ['a', 'b']).map(keyOfSuggestion)).toEqual(['recent a', 'recent b']);
  expect(recentLike('be', ['Béach', 'be', 'sea']).map(keyOfSuggestion)).toEqual(['recent Béach']);
});

it('leads to the search, or to the file', () => {
  expect(searchFor({ type: 'recent', text: 'sea' }, { text: 'x', year: 2019 })).toEqual({
    text: 'sea',
    year: 2019,
  });
  expect(searchFor({ type: 'year', year: 2019, count: 1, rest: '' }, { text: 'x' })).toEqual({
    text: '',
    year: 2019,
  });
  expect(searchFor({ type: 'photo', file: fileOf(idAt(1)) }, { text: '' })).toBeNull();
});
