import { type FactorMethod, Problem } from '../api/problem';
import { words } from '../messages/words';

/** Where a log-in stands: at the name and password, at a mail to be opened, or at a second factor. */
export type LogInStep =
  | { readonly kind: 'password'; readonly notice?: string }
  | { readonly kind: 'unconfirmed'; readonly name: string }
  | {
      readonly kind: 'factor';
      /** The name that was typed. */
      readonly name: string;
      readonly mfaToken: string;
      readonly methods: readonly FactorMethod[];
      readonly method: FactorMethod;
    };

export const FIRST_STEP: LogInStep = { kind: 'password' };

/** What most people have at hand comes first. */
const preferred: readonly FactorMethod[] = ['totp', 'passkey', 'recovery_code'];

/**
 * Returns the step that follows an error, or null if the error is to be shown and the step stays.
 * `canUsePasskeys` tells whether this browser can, at this address.
 */
export function stepAfter(error: unknown, name: string, canUsePasskeys: boolean): LogInStep | null {
  if (!(error instanceof Problem)) return null;
  if (error.code === 'mfa_required' && error.secondStep) {
    const { token, methods: all } = error.secondStep;
    const methods = preferred.filter(
      (method) => all.includes(method) && (method !== 'passkey' || canUsePasskeys),
    );
    const [method] = methods;
    if (!method) return null;
    return { kind: 'factor', name, mfaToken: token, methods, method };
  }
  if (error.code === 'email_unconfirmed') return { kind: 'unconfirmed', name };
  if (error.code === 'invalid_mfa_token')
    return { kind: 'password', notice: words.account.tookTooLong };
  return null;
}

/** Goes on with another of the methods. */
export function withMethod(step: LogInStep, method: FactorMethod): LogInStep {
  return step.kind === 'factor' && step.methods.includes(method) ? { ...step, method } : step;
}
