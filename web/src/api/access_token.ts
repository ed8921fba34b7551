/** What an access token says that the app may look at; anything else in it is the drive's business. */
interface Claims {
  /** Id of the user; "" if the token does not say. */
  readonly user: string;
  /** Time at which the token was issued, in seconds by the drive's clock; 0 if the token does not say. */
  readonly issuedAt: number;
}

/** Returns the claims of a token without checking them: what the app does by them must do no harm. */
export function claimsOf(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { sub, iat } = JSON.parse(atob(payload)) as { sub?: unknown; iat?: unknown };
    return {
      user: typeof sub === 'string' ? sub : '',
      issuedAt: typeof iat === 'number' ? iat : 0,
    };
  } catch {
    return { user: '', issuedAt: 0 };
  }
}
