import { describe, expect, it } from 'vitest';
import { layOut, type Row, rowAt, rowOf, widthIn } from './layout';

const shape = { width: 1000, rowHeight: 200, gap: 4, headingHeight: 48 };
const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 0, 15, 12);

function idAt(ms: number, n: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const pictures = (aspects: number[], ms = NOON) =>
  aspects.map((aspect, n) => ({ id: idAt(ms, n), aspect }));
const noise = (n: number) => 0.5 + ((n * 7919) % 1000) / 500;

function covered(rows: readonly Row[]): number[] {
  return rows
    .filter((row) => !row.heading)
    .flatMap((row) => Array.from({ length: row.to - row.from }, (_, i) => row.from + i));
}

describe('layOut', () => {
  it('places every picture once, in order', () => {
    const items = pictures(Array.from({ length: 997 }, (_, n) => noise(n)));
    expect(covered(layOut(items, shape))).toEqual(items.map((_, i) => i));
  });

  it('fills the width of every row but the last, at a height near the wanted one', () => {
    const items = pictures(Array.from({ length: 500 }, (_, n) => noise(n)));
    for (const row of layOut(items, shape)
      .filter((each) => !each.heading)
      .slice(0, -1)) {
      const widths = items.slice(row.from, row.to).map((item) => widthIn(row, item.aspect));
      const total = widths.reduce((sum, width) => sum + width, 0) + shape.gap * (widths.length - 1);
      expect(total).toBeCloseTo(1000, 6);
      expect(row.height).toBeGreaterThan(120);
      expect(row.height).toBeLessThan(330);
    }
  });

  it('begins each day with a heading', () => {
    const items = [
      ...pictures([1, 1, 1]),
      ...pictures([1, 1], NOON - DAY_MS),
      ...pictures([1], NOON - 9 * DAY_MS),
    ];
    const headings = layOut(items, shape).filter((row) => row.heading);
    expect(headings.map((row) => [row.from, row.to])).toEqual([
      [0, 3],
      [3, 5],
      [5, 6],
    ]);
  });

  it('does not blow up a single picture', () => {
    const [, row] = layOut(pictures([1.5]), shape);
    expect(row?.height).toBe(200);
  });

  it('keeps panoramas and unknown shapes within bounds', () => {
    for (const aspect of [40, 0.01, 0]) {
      const [, row] = layOut(pictures([aspect]), shape);
      expect(row?.height).toBeGreaterThan(100);
      expect(widthIn(row as Row, aspect)).toBeLessThanOrEqual(1000);
    }
  });

  it('finds rows again, by place and by picture', () => {
    const items = [...pictures([1, 2, 1.5, 1, 1, 1, 2]), ...pictures([1, 1], NOON - DAY_MS)];
    const rows = layOut(items, shape);
    rows.forEach((row, i) => {
      expect(rowAt(rows, row.top)).toBe(i);
      expect(rowAt(rows, row.top + row.height - 1)).toBe(i);
      if (!row.heading) for (let n = row.from; n < row.to; n++) expect(rowOf(rows, n)).toBe(i);
    });
  });

  it('lays nothing out where there is no room', () => {
    expect(layOut(pictures([1]), { ...shape, width: 0 })).toEqual([]);
  });

  it('takes no longer than a few frames for 100,000 pictures', () => {
    const items = pictures(Array.from({ length: 100_000 }, (_, n) => noise(n)));
    expect(covered(layOut(items, shape))).toHaveLength(100_000);
  });
});
