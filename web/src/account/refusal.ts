import { explain, Problem } from '../api/problem';
import { words } from '../messages/words';

/** What a form shows after the drive has said no. */
export interface Refusal {
  /** About the form as a whole; may be empty. */
  readonly message: string;
  /** Sentences by the names of the fields they are about. */
  readonly fields: Readonly<Record<string, string>>;
}

export const NO_REFUSAL: Refusal = { message: '', fields: {} };

/** Codes that are about one field, though the drive does not name it. */
const fieldOfCode: Readonly<Record<string, string>> = {
  username_taken: 'username',
  email_taken: 'email',
  invalid_credentials: 'password',
  wrong_password: 'password',
  wrong_code: 'code',
};

/** Returns what to say about an error, and where. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem)) return { message: explain(error), fields: {} };
  const field = fieldOfCode[error.code];
  if (field) return { message: '', fields: { [field]: error.message } };
  const hasFields = Object.keys(error.fields).length > 0;
  const wait =
    error.code === 'rate_limited' && error.retryAfter
      ? ` ${words.problems.tryAgainIn(error.retryAfter)}`
      : '';
  return { message: hasFields ? '' : error.message + wait, fields: error.fields };
}

/** Moves what is about fields that the form does not have to what is said about the form. */
export function placed({ message, fields }: Refusal, has: (field: string) => boolean): Refusal {
  const entries = Object.entries(fields);
  const elsewhere = entries.filter(([field]) => !has(field)).map(([, text]) => text);
  return {
    message: [message, ...elsewhere].filter(Boolean).join(' '),
    fields: Object.fromEntries(entries.filter(([field]) => has(field))),
  };
}
