import { describe, expect, it } from 'vitest';
import { fileOf, idAt } from '../../tests/doubles/records';
import type { File } from '../api/client';
import { finderFor } from './album_finder';
import type { Album } from './music_data';

const album = (albumId: string, title: string, artist: string): Album => ({
  albumId,
  title,
  artist,
  tracks: 1,
  durationSeconds: 1,
  coverFileId: idAt(0),
});
const song = (tags: NonNullable<File['tags']>) => fileOf(idAt(1), { kind: 'audio', tags });

const find = finderFor([
  album('a', 'Homogenic', 'Björk'),
  album('b', 'Greatest Hits', 'Queen'),
  album('c', 'Greatest Hits', 'Various Artists'),
]);

describe('the album of a song', () => {
  it('is found by its title, however it is spelled', () => {
    expect(find(song({ album: 'HOMOGENIC', artist: 'Bjork feat. X' }))?.albumId).toBe('a');
  });

  it('is the one of its artist when several have that title', () => {
    expect(find(song({ album: 'Greatest Hits', artist: 'queen' }))?.albumId).toBe('b');
    const compiled = song({ album: 'Greatest Hits', artist: 'Abba', compilation: true });
    expect(find(compiled)?.albumId).toBe('c');
  });

  it('is not guessed', () => {
    expect(find(song({ album: 'Greatest Hits', artist: 'Abba' }))).toBeUndefined();
    expect(find(song({ artist: 'Björk' }))).toBeUndefined();
  });
});
