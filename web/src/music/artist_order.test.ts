import { describe, expect, it } from 'vitest';
import { fileOf } from '../../tests/doubles/records';
import { inOrderOfArtists } from './artist_order';

const song = (
  id: string,
  tags: { artist?: string; album?: string; disc?: number; track?: number },
) => fileOf(id, { kind: 'audio', tags });
const songs = [
  song('late', { artist: 'Zoë', album: 'A', track: 1 }),
  song('none', {}),
  song('second', { artist: 'ada', album: 'B', disc: 1, track: 10 }),
  song('first', { artist: 'Ada', album: 'B', disc: 1, track: 9 }),
  song('third', { artist: 'Ada', album: 'B', disc: 2, track: 1 }),
];
const ids = (descending: boolean) =>
  inOrderOfArtists(songs, descending).map(({ fileId }) => fileId);

describe('the order of artists', () => {
  it('ignores case, and has the songs of one artist by album, disc and track', () => {
    expect(ids(false)).toEqual(['first', 'second', 'third', 'late', 'none']);
  });

  it('turns round the artists only, and leaves songs without one at the end', () => {
    expect(ids(true)).toEqual(['late', 'first', 'second', 'third', 'none']);
  });
});
