import { describe, expect, it } from 'vitest';
import { discsOf, entriesOf } from './song_entries';

const on = (...discs: (number | undefined)[]) =>
  discs.map((disc) => ({ tags: disc === undefined ? {} : { disc } }));

describe('the discs of an album', () => {
  it('begin where the number changes', () => {
    expect([...discsOf(on(1, 1, 2, 2, 3))]).toEqual([
      [0, 1],
      [2, 2],
      [4, 3],
    ]);
  });

  it('are not told when there is only one', () => {
    expect(discsOf(on(1, 1)).size).toBe(0);
    expect(discsOf(on(undefined, 1)).size).toBe(0);
    expect(discsOf([]).size).toBe(0);
  });
});

describe('the entries of a list', () => {
  it('have headings between the songs', () => {
    const songs = [{ id: 'a' }, { id: 'b' }];
    expect(entriesOf(songs, new Map([[1, 'Disc 2']]))).toEqual([
      { kind: 'song', id: 'a', index: 0 },
      { kind: 'heading', text: 'Disc 2' },
      { kind: 'song', id: 'b', index: 1 },
    ]);
  });
});
