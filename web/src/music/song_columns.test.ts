import { describe, expect, it } from 'vitest';
import { type Column, layoutFor } from './song_columns';

const all: readonly Column[] = ['cover', 'title', 'artist', 'album', 'added', 'time'];

describe('a list of songs', () => {
  it('has all its columns where there is room', () => {
    const { columns, narrow, template } = layoutFor(all, 1100);
    expect(columns).toEqual(all);
    expect(narrow).toBe(false);
    expect(template).toBe('52px minmax(0, 5fr) minmax(0, 3fr) minmax(0, 3fr) 108px 60px 44px');
  });

  it('drops the date on a tablet', () => {
    expect(layoutFor(all, 760).columns).toEqual(['cover', 'title', 'artist', 'album', 'time']);
  });

  it('has only title and time on a phone, in rows for fingers', () => {
    const { columns, narrow, rowPx } = layoutFor(all, 304);
    expect(columns).toEqual(['cover', 'title', 'time']);
    expect(narrow).toBe(true);
    expect(rowPx).toBeGreaterThanOrEqual(44);
  });
});
