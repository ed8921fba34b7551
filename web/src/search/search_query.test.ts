import { describe, expect, it } from 'vitest';
import {
  filtersOf,
  isEmpty,
  photoQuery,
  queryOf,
  readSearch,
  type Search,
  songQuery,
  without,
  writeSearch,
} from './search_query';

const FULL: Search = {
  text: 'a & b "c d" -e',
  kind: 'image',
  from: '2019-07-01',
  to: '2019-07-31',
  year: 2019,
  favorite: true,
  minRating: 4,
  place: 'Paris, Île-de-France, France',
  camera: 'Canon EOS R6 + 50%',
  keyword: 'beach',
  artist: 'Björk',
  album: 'Homogenic',
  genre: 'Electronic',
  order: 'date',
};

describe('the address', () => {
  it('keeps everything that was looked for', () => {
    const address = writeSearch(FULL);
    expect(address.startsWith('/search?q=')).toBe(true);
    expect(readSearch(address.slice('/search'.length))).toEqual(FULL);
  });

  it('of nothing is that of the empty page', () => {
    expect(writeSearch({ text: '' })).toBe('/search');
    expect(isEmpty(readSearch(''))).toBe(true);
    expect(isEmpty(readSearch('?q=+'))).toBe(true);
  });

  it.each([
    '?kind=video',
    '?from=2019-02-31',
    '?to=yesterday',
    '?year=0',
    '?year=1.5',
    '?favorite=no',
    '?rating=6',
    '?place=+',
    '?unknown=1',
  ])('that makes no sense in %s asks for nothing', (query) =>
    expect(readSearch(query)).toEqual({ text: '' }),
  );
});

describe('filters', () => {
  it('are told one by one; the two dates are one', () => {
    expect(filtersOf(FULL)).toEqual([
      'kind',
      'dates',
      'year',
      'place',
      'camera',
      'keyword',
      'artist',
      'album',
      'genre',
      'favorite',
      'minRating',
    ]);
    expect(filtersOf({ text: 'x', to: '2020-01-01' })).toEqual(['dates']);
  });

  it('are removed one by one, and the words stay', () => {
    let left = FULL;
    for (const name of filtersOf(FULL)) left = without(left, name);
    expect(left).toEqual({ text: FULL.text, order: 'date' });
  });
});

describe('the drive', () => {
  it('is asked for the words and filters', () => {
    expect(queryOf({ text: 'x', camera: 'Canon', favorite: true, year: undefined })).toEqual({
      q: 'x',
      camera: 'Canon',
      favorite: true,
    });
  });

  it('gives what fits the words best, or photos by date and songs by album', () => {
    expect(photoQuery({ text: 'x' })).toEqual({ q: 'x', kind: 'image', sort: 'relevance' });
    const byDate = { q: 'x', kind: 'image', sort: 'date' };
    expect(photoQuery({ text: 'x', order: 'date' })).toEqual(byDate);
    expect(photoQuery({ text: '', year: 2019 })).toEqual({
      kind: 'image',
      year: 2019,
      sort: 'date',
    });
    expect(songQuery({ text: 'x' })).toEqual({ q: 'x', kind: 'audio', sort: 'relevance' });
    expect(songQuery({ text: '', genre: 'Jazz' })).toEqual({
      genre: 'Jazz',
      kind: 'audio',
      sort: 'album',
    });
  });
});
