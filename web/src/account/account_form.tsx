import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { explain, Problem } from '../api/problem';

export interface FieldRules {
  name: string;
  label: string;
  type: 'text' | 'email' | 'password';
  autoComplete: string;
  hint?: string;
  minLength?: number;
}

interface Props {
  title: string;
  action: string;
  fields: readonly FieldRules[];
  /** Shown above the fields. */
  notice?: string | undefined;
  submit(values: Record<string, string>): Promise<void>;
  children?: ReactNode;
}

interface Refusal {
  message: string;
  fields: Readonly<Record<string, string>>;
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem)) return { message: explain(error), fields: {} };
  const taken = { username_taken: 'username', email_taken: 'email' }[error.code as string];
  if (taken) return { message: '', fields: { [taken]: error.message } };
  const hasFields = Object.keys(error.fields).length > 0;
  const wait =
    error.code === 'rate_limited' && error.retryAfter ? ` Try again in ${error.retryAfter} s.` : '';
  return { message: hasFields ? '' : error.message + wait, fields: error.fields };
}

/** The form for logging in or signing up; shows the server's message at each field. */
export function AccountForm({ title, action, fields, notice, submit, children }: Props) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const first = refusal && fields.find((field) => refusal.fields[field.name]);
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first.name}]`)?.focus();
  }, [refusal, fields]);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    setBusy(true);
    setRefusal(null);
    try {
      await submit(values);
    } catch (error) {
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };

  return (
    <main className="account">
      <form ref={form} onSubmit={onSubmit} className="account-card" aria-labelledby="account-title">
        <img src="/favicon.svg" alt="" width="48" height="48" />
        <h1 id="account-title">{title}</h1>
        {notice && <p className="notice">{notice}</p>}
        {fields.map((field) => (
          <Field key={field.name} rules={field} error={refusal?.fields[field.name]} />
        ))}
        <p className="form-error" role="alert">
          {refusal?.message}
        </p>
        <button type="submit" className="button primary wide" disabled={busy}>
          {busy ? 'One moment…' : action}
        </button>
        {children}
      </form>
    </main>
  );
}

function Field({ rules, error }: { rules: FieldRules; error: string | undefined }) {
  const { name, label, hint, ...input } = rules;
  const note = error ?? hint;
  return (
    <div className={`field ${error ? 'wrong' : ''}`}>
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        name={name}
        required
        spellCheck={false}
        autoCapitalize="none"
        aria-invalid={Boolean(error)}
        aria-describedby={note ? `${name}-note` : undefined}
        {...input}
      />
      {note && (
        <small id={`${name}-note`} role={error ? 'alert' : undefined}>
          {note}
        </small>
      )}
    </div>
  );
}
