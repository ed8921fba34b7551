import { describe, expect, it } from 'vitest';
import { type FactorMethod, Problem } from '../api/problem';
import { FIRST_STEP, stepAfter, withMethod } from './log_in_step';

const refusal = (code: string, more: object = {}) =>
  new Problem(new Response(null, { status: 401 }), { code, message: code, ...more } as never);
const halfDone = (methods: FactorMethod[]) =>
  refusal('mfa_required', { mfaToken: 'half', methods });

describe('after the password', () => {
  it('comes the second factor that most people have at hand', () => {
    expect(stepAfter(halfDone(['recovery_code', 'passkey', 'totp']), 'ada', true)).toEqual({
      kind: 'factor',
      name: 'ada',
      mfaToken: 'half',
      methods: ['totp', 'passkey', 'recovery_code'],
      method: 'totp',
    });
  });

  it('no passkey is asked for where the browser has none', () => {
    expect(stepAfter(halfDone(['passkey', 'recovery_code']), 'ada', false)).toMatchObject({
      methods: ['recovery_code'],
      method: 'recovery_code',
    });
    expect(stepAfter(halfDone(['passkey']), 'ada', false)).toBeNull();
  });

  it('comes the mail where the address has to be confirmed', () => {
    expect(stepAfter(refusal('email_unconfirmed'), 'ada', true)).toEqual({
      kind: 'unconfirmed',
      name: 'ada',
    });
  });

  it('comes nothing when it was wrong', () => {
    expect(stepAfter(refusal('invalid_credentials'), 'ada', true)).toBeNull();
    expect(stepAfter(new TypeError('fault'), 'ada', true)).toBeNull();
  });
});

describe('the second factor', () => {
  const step = stepAfter(halfDone(['totp', 'recovery_code']), 'ada', true);
  if (!step) throw new Error('there is a second step');

  it('may be another one of those that the account has', () => {
    expect(withMethod(step, 'recovery_code')).toMatchObject({ method: 'recovery_code' });
    expect(withMethod(step, 'passkey')).toBe(step);
    expect(withMethod(FIRST_STEP, 'totp')).toBe(FIRST_STEP);
  });

  it('is asked for again when it was wrong, and the password when it came too late', () => {
    expect(stepAfter(refusal('wrong_factor'), 'ada', true)).toBeNull();
    expect(stepAfter(refusal('invalid_mfa_token'), 'ada', true)).toMatchObject({
      kind: 'password',
      notice: expect.stringContaining('too long'),
    });
  });
});
