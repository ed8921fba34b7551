import { passkeyOptions } from '../api/entrance';
import { Problem } from '../api/problem';
import { words } from '../messages/words';

/** Matches the host of a URL that is an address of IPv4 or IPv6, for which no passkey can be made. */
const IS_IP = /^(\[.*\]|\d+(\.\d+){3})$/;

/** Returns whether this browser has passkeys, and at this address. The drive may still say no. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in window && !IS_IP.test(location.hostname);
}

/** Returns whether the browser offers passkeys in the field for the name. */
export async function hasPasskeyAutofill(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** The user did not want to, or took too long. */
export class PasskeyCancelled extends Error {
  constructor(cause: unknown) {
    super(words.account.passkeyNotUsed, { cause });
    this.name = 'PasskeyCancelled';
  }
}

/** Loaded when needed; most people come with a session. */
const webauthn = () => import('@simplewebauthn/browser');

/**
 * Has the user show a passkey, and resolves to what the drive checks. With `autofill` it waits until
 * one is picked in the field for the name. Throws PasskeyCancelled, also when another call begins.
 */
export async function showPasskey(autofill = false): Promise<object> {
  const optionsJSON = (await passkeyOptions()) as never;
  const { startAuthentication } = await webauthn();
  try {
    return await startAuthentication({ optionsJSON, useBrowserAutofill: autofill });
  } catch (error) {
    throw new PasskeyCancelled(error);
  }
}

/** Makes a passkey by the options of POST /passkeys/options, and resolves to what the drive stores. */
export async function makePasskey(options: object): Promise<object> {
  const { startRegistration } = await webauthn();
  try {
    return await startRegistration({ optionsJSON: options as never });
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidStateError') throw new PasskeyKnown(error);
    throw new PasskeyCancelled(error);
  }
}

/** The authenticator has a passkey of this account already. */
export class PasskeyKnown extends Error {
  constructor(cause: unknown) {
    super(words.account.passkeyKnown, { cause });
    this.name = 'PasskeyKnown';
  }
}

/** Returns whether the drive cannot have passkeys, which is not worth a message. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Problem && error.code === 'passkeys_unavailable';
}
