import { describe, expect, it } from 'vitest';
import { type AlbumOrder, inOrder, sortedName } from './album_order';
import type { Album } from './music_data';

const album = (title: string, artist: string | undefined, year: number | undefined, id: string) =>
  ({
    albumId: title,
    title,
    ...(artist !== undefined && { artist }),
    ...(year !== undefined && { year }),
    tracks: 1,
    durationSeconds: 1,
    coverFileId: id,
  }) as Album;

const albums = [
  album('Post', 'Björk', 1995, '0002'),
  album('The Wall', 'Pink Floyd', 1979, '0004'),
  album('Help!', 'The Beatles', 1965, '0001'),
  album('Mixtape', undefined, undefined, '0005'),
  album('Debut', 'Björk', 1993, '0003'),
];
const titles = (order: AlbumOrder) => inOrder(albums, order).map(({ title }) => title);

describe('albums', () => {
  it('are sorted by title without the article', () => {
    expect(titles('title')).toEqual(['Debut', 'Help!', 'Mixtape', 'Post', 'The Wall']);
  });

  it('are sorted by artist, then the latest first, those of nobody last', () => {
    expect(titles('artist')).toEqual(['Help!', 'Post', 'Debut', 'The Wall', 'Mixtape']);
  });

  it('are sorted by year, the latest first', () => {
    expect(titles('year')).toEqual(['Post', 'Debut', 'The Wall', 'Help!', 'Mixtape']);
  });

  it('are sorted by upload, the latest first', () => {
    expect(titles('added')).toEqual(['Mixtape', 'The Wall', 'Debut', 'Post', 'Help!']);
  });
});

describe('the name that sorts', () => {
  it('loses an article, but not a name that is one', () => {
    expect(sortedName('The Beatles')).toBe('Beatles');
    expect(sortedName('A Tribe Called Quest')).toBe('Tribe Called Quest');
    expect(sortedName('Theatre')).toBe('Theatre');
    expect(sortedName('The')).toBe('The');
  });
});
