import { describe, expect, it } from 'vitest';
import { orderFrom, orderText, orderWith, queryOf } from './song_order';

describe('the order of songs', () => {
  it('stands in the address', () => {
    for (const text of ['title', '-title', 'added', '-added', 'time', 'artist']) {
      expect(orderText(orderFrom(text))).toBe(text);
    }
    expect(orderText(orderFrom(null))).toBe('-added');
    expect(orderText(orderFrom('-colour'))).toBe('-added');
  });

  it('turns round when its column is chosen again', () => {
    const byTitle = orderWith(orderFrom(null), 'title');
    expect(orderText(byTitle)).toBe('title');
    expect(orderText(orderWith(byTitle, 'title'))).toBe('-title');
    expect(orderText(orderWith(byTitle, 'added'))).toBe('-added');
  });

  it('is asked of the drive', () => {
    expect(queryOf(orderFrom('-added'))).toEqual({ kind: 'audio', sort: 'uploaded' });
    expect(queryOf(orderFrom('artist'))).toEqual({ kind: 'audio', sort: 'uploaded' });
    expect(queryOf(orderFrom('-time'))).toEqual({ kind: 'audio', sort: 'duration', order: 'desc' });
  });
});
