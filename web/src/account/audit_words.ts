import { words } from '../messages/words';

/** What may mean that somebody else is at work. */
const warnings: ReadonlySet<string> = new Set([
  'login_failed',
  'second_factor_failed',
  'passkey_failed',
  'wrong_password',
  'wrong_factor',
  'refresh_token_reused',
]);

/** Says what an action is. One of a later drive is shown as its words: "key_rotated" as "Key rotated". */
export function auditWords(action: string): string {
  const sentences: Readonly<Record<string, string>> = words.account.actions;
  const known = sentences[action];
  if (known) return known;
  const text = action.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns whether an action has a sentence of its own. */
export function hasWords(action: string): boolean {
  return action in words.account.actions;
}

/** Returns whether an action deserves a second look. */
export function isWarning(action: string): boolean {
  return warnings.has(action);
}
