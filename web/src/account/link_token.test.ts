import { expect, it } from 'vitest';
import { tokenIn } from './link_token';

it('finds the token of a link in its fragment', () => {
  expect(tokenIn('#token=eyJ1.abc-_')).toBe('eyJ1.abc-_');
  expect(tokenIn('#a=b&token=x')).toBe('x');
  for (const none of ['', '#', '#token=', '#tokens=x']) expect(tokenIn(none)).toBeNull();
});
