import { describe, expect, it } from 'vitest';
import { layOut } from './layout';
import { move, placeOf } from './moves';

const shape = { width: 400, rowHeight: 100, gap: 0, headingHeight: 50 };
const picture = (day: number) => ({ date: `2026-01-${day}T10:00:00`, aspect: 1 });
// A heading and rows of 4, 4 and 2; a heading and a row of 1.
const items = [...Array.from({ length: 10 }, () => picture(20)), picture(11)];
const layout = layOut(items, shape);
const heading = (row: number) => ({ row, index: undefined });
const go = (key: string, index: number) => move(key, placeOf(layout, index), layout, 220);

describe('move', () => {
  it('goes from picture to picture, over the ends of rows and days', () => {
    expect(go('ArrowRight', 3)).toEqual({ row: 2, index: 4 });
    expect(go('ArrowLeft', 4)).toEqual({ row: 1, index: 3 });
    expect(go('ArrowRight', 9)).toEqual({ row: 5, index: 10 });
    expect(go('ArrowLeft', 0)).toEqual({ row: 1, index: 0 });
    expect(go('ArrowRight', 10)).toEqual({ row: 5, index: 10 });
  });

  it('goes to the nearest picture above and below', () => {
    expect(go('ArrowDown', 2)?.index).toBe(6);
    expect(go('ArrowDown', 7)?.index).toBe(9);
    expect(go('ArrowUp', 9)?.index).toBe(5);
  });

  it('stops at headings, from where a day is selected', () => {
    expect(go('ArrowUp', 1)).toEqual(heading(0));
    expect(go('ArrowDown', 8)).toEqual(heading(4));
    expect(move('ArrowDown', heading(4), layout, 220)?.index).toBe(10);
    expect(move('ArrowRight', heading(4), layout, 220)?.index).toBe(10);
    expect(move('ArrowLeft', heading(4), layout, 220)?.index).toBe(9);
    expect(move('ArrowUp', heading(0), layout, 220)).toEqual(heading(0));
  });

  it('goes by windows and to the ends', () => {
    expect(go('PageDown', 0)?.index).toBe(8);
    expect(go('PageUp', 8)?.index).toBe(0);
    expect(go('PageUp', 0)?.index).toBe(0);
    expect(go('PageDown', 10)?.index).toBe(10);
    expect(go('End', 0)?.index).toBe(10);
    expect(go('Home', 7)?.index).toBe(0);
    expect(go('x', 7)).toBeNull();
  });
});
