import { expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { placed, refusalOf } from './refusal';

const problem = (body: object, headers: Record<string, string> = {}) =>
  new Problem(new Response(null, { status: 400, headers }), body as never);

it('is said at the field that it is about', () => {
  const errors = [{ field: 'email', code: 'invalid', message: 'Not an address.' }];
  expect(refusalOf(problem({ code: 'validation_failed', message: 'One field.', errors }))).toEqual({
    message: '',
    fields: { email: 'This does not look like an e-mail address, name@example.org.' },
  });
  expect(refusalOf(problem({ code: 'wrong_password', message: 'Wrong.' }))).toEqual({
    message: '',
    fields: { password: 'This is not your password.' },
  });
});

it('is said of the form where it is about no field, with the time to wait', () => {
  expect(refusalOf(problem({ code: 'invalid_link', message: 'Too old.' })).message).toBe(
    'This link was used, or it is too old. Ask for another one.',
  );
  const late = problem({ code: 'rate_limited', message: 'Too often.' }, { 'Retry-After': '30' });
  expect(refusalOf(late).message).toBe('That was too often. Try again in 30 s.');
});

it('is the sentence of an error of the page itself', () => {
  expect(refusalOf(new Error('fault')).message).toContain('Reload');
});

it('is said of the form where the form does not have the field', () => {
  const refusal = { message: '', fields: { code: 'Wrong code.', password: 'Wrong password.' } };
  expect(placed(refusal, (field) => field === 'code')).toEqual({
    message: 'Wrong password.',
    fields: { code: 'Wrong code.' },
  });
  expect(placed(refusal, () => true)).toEqual(refusal);
});
