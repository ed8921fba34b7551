import { describe, expect, it } from 'vitest';
import { placeFor } from './menu_place';

const window = { width: 800, height: 600 };
const menu = { width: 240, height: 300 };
const box = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 40 });

describe('a menu', () => {
  it('opens below its button', () => {
    expect(placeFor(box(700, 100), menu, window)).toEqual({ left: 500, top: 144 });
  });

  it('opens above a button at the bottom', () => {
    expect(placeFor(box(700, 500), menu, window)).toEqual({ left: 500, top: 196 });
  });

  it('stays within the window', () => {
    expect(placeFor(box(10, 100), menu, window).left).toBe(8);
    expect(placeFor(box(700, 250), { width: 240, height: 580 }, window).top).toBe(8);
  });
});
