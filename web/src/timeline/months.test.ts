import { describe, expect, it } from 'vitest';
import type { Item } from '../library/source';
import { layOut } from './layout';
import { marksFor, monthAt, monthByKey, monthsOf } from './months';

const itemAt = (date: string): Item => ({ id: date, date, aspect: 1, color: '', cursor: null });
const shape = { width: 500, rowHeight: 100, gap: 0, headingHeight: 50 };
const layout = layOut(
  [
    '2021-03-05T10:00:00',
    '2021-03-01T10:00:00',
    '2021-01-01T10:00:00',
    '2019-12-31T10:00:00',
    '2019-07-17T10:00:00',
    '2019-07-17T09:00:00',
  ].map(itemAt),
  shape,
);
const months = monthsOf(layout);

describe('monthsOf', () => {
  it('counts the pictures of each month and knows where it begins', () => {
    expect(months.map(({ month, from, count, top }) => [month, from, count, top])).toEqual([
      ['2021-03', 0, 2, 0],
      ['2021-01', 2, 1, 300],
      ['2019-12', 3, 1, 450],
      ['2019-07', 4, 2, 600],
    ]);
  });

  it('finds the month at a place', () => {
    expect([-100, 0, 299, 300, 601, 9999].map((y) => monthAt(months, y))).toEqual([
      0, 0, 0, 1, 3, 3,
    ]);
  });
});

describe('monthByKey', () => {
  it('goes by months and years, and not beyond the ends', () => {
    expect(monthByKey('ArrowDown', months, 0)).toBe(1);
    expect(monthByKey('ArrowUp', months, 0)).toBe(0);
    expect(monthByKey('ArrowDown', months, 3)).toBe(3);
    expect(monthByKey('PageDown', months, 0)).toBe(2);
    expect(monthByKey('PageDown', months, 2)).toBe(3);
    expect(monthByKey('PageUp', months, 3)).toBe(2);
    expect(monthByKey('PageUp', months, 2)).toBe(0);
    expect(monthByKey('PageUp', months, 0)).toBe(0);
    expect(monthByKey('End', months, 0)).toBe(3);
    expect(monthByKey('Home', months, 3)).toBe(0);
    expect(monthByKey('x', months, 3)).toBeNull();
  });
});

describe('marksFor', () => {
  const spread = Array.from({ length: 60 }, (_, i) => ({
    month: `${2024 - Math.floor(i / 12)}-${String(12 - (i % 12)).padStart(2, '0')}`,
    from: i,
    count: 1,
    top: i * 100,
  }));

  it('names years, with room between them', () => {
    const years = marksFor(spread, 6000, 600).filter(({ year }) => year);
    expect(years.map(({ year }) => year)).toEqual(['2024', '2023', '2022', '2021', '2020']);
    const close = marksFor(spread, 6000, 60).filter(({ year }) => year);
    expect(close.length).toBeLessThan(4);
    close.slice(1).forEach(({ y }, i) => {
      expect(y - (close[i]?.y ?? 0)).toBeGreaterThanOrEqual(26);
    });
  });

  it('has a dot for each month where there is room', () => {
    expect(marksFor(spread, 6000, 1200).filter(({ year }) => !year).length).toBeGreaterThan(30);
    expect(marksFor(spread, 6000, 100).filter(({ year }) => !year).length).toBeLessThan(10);
  });
});
