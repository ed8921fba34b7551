import { describe, expect, it } from 'vitest';
import { accessTokenOf } from '../../tests/doubles/records';
import { claimsOf } from './access_token';

describe('the claims of an access token', () => {
  it('are its user and when it was issued', () => {
    const token = accessTokenOf({ sub: 'ada', iat: 1_767_225_600 });
    expect(claimsOf(token)).toEqual({ user: 'ada', issuedAt: 1_767_225_600 });
  });

  it('are read from base64url', () => {
    // Its payload has both characters in which base64url differs from base64.
    const token = `x.${btoa('{"sub":"~~~???>>>","iat":7}').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.x`;
    expect(token).toMatch(/[-_]/);
    expect(claimsOf(token)).toEqual({ user: '~~~???>>>', issuedAt: 7 });
  });

  it.each([
    '',
    'access-1',
    'a.b.c',
    'a..c',
    `a.${btoa('null')}.c`,
    `a.${btoa('{"sub":5,"iat":"soon"}')}.c`,
  ])('are empty where there are none: %s', (token) => {
    expect(claimsOf(token)).toEqual({ user: '', issuedAt: 0 });
  });
});
