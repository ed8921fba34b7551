import { describe, expect, it } from 'vitest';
import { steppedTo } from './use_roving';

describe('the arrows', () => {
  const grid = { count: 7, columns: 3 };

  it('go through a grid', () => {
    expect(steppedTo('ArrowRight', { at: 2, ...grid })).toBe(3);
    expect(steppedTo('ArrowDown', { at: 2, ...grid })).toBe(5);
    expect(steppedTo('ArrowUp', { at: 5, ...grid })).toBe(2);
    expect(steppedTo('End', { at: 0, ...grid })).toBe(6);
  });

  it('stop at its edges', () => {
    expect(steppedTo('ArrowLeft', { at: 0, ...grid })).toBeUndefined();
    expect(steppedTo('ArrowDown', { at: 5, ...grid })).toBeUndefined();
    expect(steppedTo('ArrowRight', { at: 6, ...grid })).toBeUndefined();
  });

  it('leave scrolling to the page where there is one row', () => {
    expect(steppedTo('ArrowDown', { at: 0, count: 5, columns: 5 })).toBeUndefined();
    expect(steppedTo('a', { at: 0, ...grid })).toBeUndefined();
  });
});
