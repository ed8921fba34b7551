import { describe, expect, it } from 'vitest';
import { layOut, type Row, rowAt, rowOf, widthIn } from './layout';

const shape = { width: 1000, rowHeight: 200, gap: 4, headingHeight: 48 };
const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 0, 15, 12);

const pictures = (aspects: number[], ms = NOON) =>
  aspects.map((aspect) => ({ date: new Date(ms).toISOString().slice(0, 19), aspect }));
const noise = (n: number) => 0.5 + ((n * 7919) % 1000) / 500;

const rowsOf = (items: ReturnType<typeof pictures>) => layOut(items, shape).rows;

function covered(rows: readonly Row[]): number[] {
  return rows
    .filter((row) => !row.heading)
    .flatMap((row) => Array.from({ length: row.to - row.from }, (_, i) => row.from + i));
}

describe('layOut', () => {
  it('places every picture once, in order', () => {
    const items = pictures(Array.from({ length: 997 }, (_, n) => noise(n)));
    expect(covered(rowsOf(items))).toEqual(items.map((_, i) => i));
  });

  it('fills the width of every row but the last, at a height near the wanted one', () => {
    const items = pictures(Array.from({ length: 500 }, (_, n) => noise(n)));
    for (const row of rowsOf(items)
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
    const headings = rowsOf(items).filter((row) => row.heading);
    expect(headings.map((row) => [row.from, row.to])).toEqual([
      [0, 3],
      [3, 5],
      [5, 6],
    ]);
  });

  it('does not blow up a single picture', () => {
    const [, row] = rowsOf(pictures([1.5]));
    expect(row?.height).toBe(200);
  });

  it('keeps panoramas and unknown shapes within bounds', () => {
    for (const aspect of [40, 0.01, 0]) {
      const [, row] = rowsOf(pictures([aspect]));
      expect(row?.height).toBeGreaterThan(100);
      expect(widthIn(row as Row, aspect)).toBeLessThanOrEqual(1000);
    }
  });

  it('finds rows again, by place and by picture', () => {
    const items = [...pictures([1, 2, 1.5, 1, 1, 1, 2]), ...pictures([1, 1], NOON - DAY_MS)];
    const rows = rowsOf(items);
    rows.forEach((row, i) => {
      expect(rowAt(rows, row.top)).toBe(i);
      expect(rowAt(rows, row.top + row.height - 1)).toBe(i);
      if (!row.heading) for (let n = row.from; n < row.to; n++) expect(rowOf(rows, n)).toBe(i);
    });
  });

  it('lays nothing out where there is no room', () => {
    expect(layOut(pictures([1]), { ...shape, width: 0 }).rows).toEqual([]);
  });

  it('has no headings where the pictures are not grouped', () => {
    const items = [...pictures([1, 1]), ...pictures([1], NOON - DAY_MS)];
    const { rows } = layOut(items, { ...shape, headingHeight: 0 });
    expect(rows.map(({ from, to, heading }) => [from, to, heading])).toEqual([[0, 3, false]]);
  });

  it('comes to the same when it goes on from an earlier layout', () => {
    const all = Array.from({ length: 400 }, (_, n) =>
      pictures([noise(n)], NOON - Math.floor(n / 17) * DAY_MS),
    ).flat();
    for (const headingHeight of [48, 0]) {
      const each = { ...shape, headingHeight };
      for (const [before, now] of [
        [all.slice(0, 100), all],
        [all, all.slice(0, 211)],
        [all, [...all.slice(0, 50), ...all.slice(51)]],
        [all, [...pictures([2], NOON + DAY_MS), ...all]],
        [[], all],
        [all, all],
        [all, []],
      ] as const) {
        const fresh = layOut(now, each);
        expect(layOut(now, each, layOut(before, each))).toEqual(fresh);
      }
    }
  });

  it('takes no longer than a few frames for 100,000 pictures', () => {
    const items = pictures(Array.from({ length: 100_000 }, (_, n) => noise(n)));
    expect(covered(rowsOf(items))).toHaveLength(100_000);
  });
});
