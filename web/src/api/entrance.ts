import { sentenceText } from './our_words';
import { post } from './post';
import type { components } from './schema';
import { enter } from './session';

type Tokens = components['schemas']['Tokens'];

/** What shows, besides the password, who is there: one of the members. */
export interface Factor {
  code?: string;
  recoveryCode?: string;
  /** As a browser's PublicKeyCredential.toJSON() gives it. */
  passkey?: object;
}

export async function signUp(
  username: string,
  email: string,
  password: string,
  invitation?: string,
): Promise<void> {
  await post('/signup', { username, email, password, ...(invitation ? { invitation } : {}) });
}

/** Ends a log-in that POST /login has answered with `mfa_required`. */
export async function finishLogIn(mfaToken: string, factor: Factor, name: string): Promise<void> {
  await enter(await post<Tokens>('/login/mfa', { mfaToken, ...factor }), name);
}

/** Fetches the options of navigator.credentials.get(). */
export function passkeyOptions(): Promise<object> {
  return post('/login/passkey/options', undefined);
}

/** Logs in without a name: the passkey knows whose it is. */
export async function logInByPasskey(passkey: object): Promise<void> {
  await enter(await post<Tokens>('/login/passkey', { passkey }), '');
}

/** Asks for a mail with a link. Resolves to the sentence of the drive, the same for every address. */
export async function forgotPassword(email: string): Promise<string> {
  return sentenceText((await post<{ message: string }>('/password/forgot', { email })).message);
}

/**
 * Asks for another mail with the link that confirms an address. The account is named by its name or
 * address. Resolves to the sentence of the drive, the same for every account.
 */
export async function resendConfirmation(username: string): Promise<string> {
  return sentenceText((await post<{ message: string }>('/email/resend', { username })).message);
}

/** Sets a new password by the token of a link. Ends all sessions, and begins none. */
export async function resetPassword(
  token: string,
  newPassword: string,
  endAppPasswords: boolean,
): Promise<void> {
  await post('/password/reset', { token, newPassword, endAppPasswords });
}

/** Confirms an address by the token of a link. */
export async function verifyEmail(token: string): Promise<void> {
  await post('/email/verify', { token });
}
