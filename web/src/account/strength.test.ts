import { expect, it } from 'vitest';
import { strengthOf } from './strength';

it('knows what is guessed first', () => {
  expect(strengthOf('password123', []).score).toBeLessThan(2);
  expect(strengthOf('qwertzuiop', []).score).toBeLessThan(3);
  expect(strengthOf('a long and calm sentence', []).score).toBe(4);
});

it('counts for little what is known of the user', () => {
  const password = 'zorblattquix7';
  const alone = strengthOf(password, []).score;
  expect(strengthOf(password, ['ada', 'zorblattquix@example.org']).score).toBeLessThan(alone);
});

it('takes no time for very long ones', () => {
  expect(strengthOf('correct horse '.repeat(500), []).score).toBeGreaterThan(2);
});
