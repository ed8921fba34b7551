import { expect, it } from 'vitest';
import { placedAt } from './flight';

const stage = { left: 100, top: 0, width: 900, height: 600 };

it('covers a tile of the same shape', () => {
  const tile = { left: 0, top: 600, width: 300, height: 200 };
  expect(placedAt(stage, tile, 1)).toEqual({
    transform: `translate(-400px, 400px) scale(${1 / 3})`,
    clipPath: 'inset(0% 0%)',
  });
});

it('cuts what a tile of another shape does not show', () => {
  const tile = { left: 0, top: 0, width: 200, height: 200 };
  const { transform, clipPath } = placedAt(stage, tile, 1);
  expect(transform).toContain(`scale(${1 / 3})`);
  const [, sides] = /inset\(0% ([\d.]+)%\)/.exec(clipPath) ?? [];
  expect(Number(sides)).toBeCloseTo(100 / 6, 5);
});

it('moves less inside of an element that enlarges it', () => {
  const tile = { left: 0, top: 600, width: 300, height: 200 };
  expect(placedAt(stage, tile, 2).transform).toContain('translate(-200px, 200px)');
});
