import { describe, expect, it } from 'vitest';
import { axisOf, followed, outcomeOf, Pace } from './swipe';

describe('a finger that lets go', () => {
  it.each([
    ['x', -250, 0, 'next'],
    ['x', 250, 0, 'previous'],
    ['x', -100, 0, 'stay'],
    ['x', -60, -0.8, 'next'],
    ['x', 60, 0.8, 'previous'],
    ['x', -250, 0.8, 'stay'],
    ['x', -10, -2, 'stay'],
    ['y', 150, 0, 'close'],
    ['y', 40, 0.9, 'close'],
    ['y', 40, 0, 'stay'],
    ['y', -300, -2, 'stay'],
    [null, 0, 0, 'stay'],
  ] as const)('along %s by %d at %d: %s', (axis, moved, speed, outcome) =>
    expect(outcomeOf(axis, moved, speed, 400)).toBe(outcome),
  );
});

it('keeps to one direction once it is clear', () => {
  expect(axisOf(3, 4)).toBeNull();
  expect(axisOf(9, 4)).toBe('x');
  expect(axisOf(-4, 9)).toBe('y');
});

it('resists where there is no picture to come', () => {
  expect(followed(-100, true, true)).toBe(-100);
  expect(followed(-100, true, false)).toBeCloseTo(-30);
  expect(followed(100, false, true)).toBeCloseTo(30);
});

it('measures the last movements only', () => {
  const pace = new Pace();
  pace.begin();
  for (const [x, time] of [
    [0, 0],
    [0, 100],
    [0, 200],
    [-20, 220],
    [-40, 240],
  ] as const)
    pace.add({ x, y: 0 }, time);
  expect(pace.speed('x', 241)).toBeCloseTo(-1);
  expect(pace.speed('y', 241)).toBe(0);
  expect(pace.speed('x', 900)).toBe(0);
});
