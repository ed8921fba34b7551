import {
  createContext,
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { NO_REFUSAL, placed, type Refusal, refusalOf } from './refusal';

/** What was refused at each field of the form around. */
const FieldRefusals = createContext<Readonly<Record<string, string>>>({});

interface FormProps {
  /** The label of the button that submits. */
  action: string;
  /** Submits the values; what it throws is shown, at the field if it is about one. */
  submit(values: FormData): Promise<void>;
  children: ReactNode;
  /** Shown beside the button, such as one that cancels. */
  beside?: ReactNode;
  className?: string;
  labelledBy?: string;
}

/** A form that says what is wrong, first at the fields, else above the button. */
export function Form({ action, submit, children, beside, className, labelledBy }: FormProps) {
  const [refusal, setRefusal] = useState<Refusal>(NO_REFUSAL);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (refusal !== NO_REFUSAL)
      form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.select();
  }, [refusal]);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const { elements } = event.currentTarget;
    const values = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(NO_REFUSAL);
    try {
      await submit(values);
    } catch (error) {
      setRefusal(placed(refusalOf(error), (field) => elements.namedItem(field) !== null));
    }
    setBusy(false);
  };

  return (
    <form ref={form} onSubmit={onSubmit} className={className} aria-labelledby={labelledBy}>
      <FieldRefusals value={refusal.fields}>{children}</FieldRefusals>
      <p className="form-error" role="alert">
        {refusal.message}
      </p>
      <div className="form-actions">
        {/* Not disabled, which would take the keyboard away from it. */}
        <button type="submit" className="button primary" aria-disabled={busy}>
          {busy ? words.account.oneMoment : action}
        </button>
        {beside}
      </div>
    </form>
  );
}

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: string;
  /** The field has the keyboard once it is shown. */
  takesFocus?: boolean;
  /** Shown below the note. */
  children?: ReactNode;
}

/** An input with its label, a hint, and what the drive says of the value. */
export function Field({ name, label, hint, takesFocus, children, ...input }: FieldProps) {
  const error = useContext(FieldRefusals)[name];
  const note = error ?? hint;
  const id = useId();
  const element = useRef<HTMLInputElement>(null);
  const [legible, setLegible] = useState(false);
  useEffect(() => {
    if (!takesFocus || !element.current) return;
    // In a dialog, which is opened after this, the attribute decides.
    element.current.autofocus = true;
    element.current.focus();
  }, [takesFocus]);
  return (
    <div className={`field ${error ? 'wrong' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <div className="field-box">
        <input
          ref={element}
          id={id}
          name={name}
          required
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={Boolean(error)}
          aria-describedby={note ? `${id}-note` : undefined}
          {...input}
          type={legible ? 'text' : input.type}
        />
        {input.type === 'password' && (
          <IconButton
            icon={legible ? 'eye-off' : 'eye'}
            label={words.entrance.showTyped}
            aria-pressed={legible}
            onClick={() => setLegible(!legible)}
          />
        )}
      </div>
      {note && (
        <small id={`${id}-note`} role={error ? 'alert' : undefined}>
          {note}
        </small>
      )}
      {children}
    </div>
  );
}

/** Returns the text of a field, "" if there is none of that name. */
export function textOf(values: FormData, name: string): string {
  return String(values.get(name) ?? '');
}
