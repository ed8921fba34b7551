import { describe, expect, it } from 'vitest';
import { moveBefore, moveStep } from './arrangement';

const list = ['a', 'b', 'c', 'd', 'e'];
const move = (chosen: string, index: number) => moveBefore(list, new Set(chosen), index);
const step = (chosen: string, to: Parameters<typeof moveStep>[2]) =>
  moveStep(list, new Set(chosen), to)?.ids.join('') ?? null;

describe('moveBefore', () => {
  it('moves one file up or down', () => {
    expect(move('d', 1)).toEqual({ ids: ['a', 'd', 'b', 'c', 'e'], moved: ['d'], before: 'b' });
    expect(move('a', 3)?.ids.join('')).toBe('bcade');
  });

  it('moves several together, in their order', () => {
    expect(move('eb', 0)).toEqual({
      ids: ['b', 'e', 'a', 'c', 'd'],
      moved: ['b', 'e'],
      before: 'a',
    });
  });

  it('moves to the end', () => {
    expect(move('a', 5)).toEqual({
      ids: ['b', 'c', 'd', 'e', 'a'],
      moved: ['a'],
      before: undefined,
    });
  });

  it('moves before the next file that stays where the target moves, too', () => {
    expect(move('bc', 2)).toBeNull();
    expect(move('bd', 3)).toEqual({
      ids: ['a', 'c', 'b', 'd', 'e'],
      moved: ['b', 'd'],
      before: 'e',
    });
  });

  it('says when nothing changes', () => {
    expect(move('c', 2)).toBeNull();
    expect(move('c', 3)).toBeNull();
    expect(move('x', 0)).toBeNull();
  });
});

describe('moveStep', () => {
  it('moves by one place', () => {
    expect(step('c', 'before')).toBe('acbde');
    expect(step('c', 'after')).toBe('abdce');
    expect(step('bc', 'after')).toBe('adbce');
  });

  it('moves to the ends and stays there', () => {
    expect(step('c', 'start')).toBe('cabde');
    expect(step('c', 'end')).toBe('abdec');
    expect(step('a', 'before')).toBeNull();
    expect(step('e', 'after')).toBeNull();
  });
});
