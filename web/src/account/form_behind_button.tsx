import { type ReactNode, useState } from 'react';

interface Props {
  label: ReactNode;
  /** Whether the form is there from the first; for links that lead to it. */
  isOpen?: boolean;
  /** Returns the form, which calls `close` when it is done or cancelled. */
  children(close: () => void): ReactNode;
}

/** As the ref of a button that comes back in place of what had the keyboard. */
export function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** A button in whose place a form comes. The button has the keyboard once the form is closed. */
export function FormBehindButton({ label, isOpen = false, children }: Props) {
  const [form, setForm] = useState<'not opened' | 'open' | 'closed'>(
    isOpen ? 'open' : 'not opened',
  );
  if (form === 'open') return children(() => setForm('closed'));
  return (
    <div>
      <button
        type="button"
        className="button"
        ref={form === 'closed' ? takeFocus : undefined}
        onClick={() => setForm('open')}
      >
        {label}
      </button>
    </div>
  );
}
