import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { words } from '../messages/words';

interface Props {
  text: string;
  /** What the text is, for the button and the field. */
  label: string;
  /** Shown where there is no text. */
  placeholder?: string;
  maxLength: number;
  lines?: boolean;
  /** Whether an empty text is allowed. */
  optional?: boolean;
  editing: boolean;
  setEditing(editing: boolean): void;
  /** Resolves once the text is kept; the field closes. */
  save(text: string): Promise<void>;
}

/** A text that becomes a field when it is pressed. Enter saves it, Escape leaves it as it was. */
export function InPlace(props: Props) {
  const { text, label, placeholder, maxLength, lines, optional, editing, setEditing, save } = props;
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  if (!editing) {
    return (
      <button
        ref={button}
        type="button"
        className={`in-place ${text ? '' : 'nothing'}`}
        title={label}
        onClick={() => setEditing(true)}
      >
        {text || placeholder}
      </button>
    );
  }
  return (
    <Field
      text={text}
      label={label}
      maxLength={maxLength}
      lines={lines ?? false}
      optional={optional ?? false}
      save={save}
      close={() => setEditing(false)}
    />
  );
}

interface FieldProps {
  text: string;
  label: string;
  maxLength: number;
  lines: boolean;
  optional: boolean;
  save(text: string): Promise<void>;
  close(): void;
}

function Field({ text, label, maxLength, lines, optional, save, close }: FieldProps) {
  const { albums } = words;
  const [draft, setDraft] = useState(text);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const wanted = draft.trim();
    if (!wanted && !optional) return;
    if (wanted === text) return close();
    setBusy(true);
    await save(wanted).then(close, () => setBusy(false));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    if (lines && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
  };
  const shared = {
    ref: field,
    'aria-label': label,
    maxLength,
    value: draft,
    readOnly: busy,
    onKeyDown,
  };
  return (
    <form className="in-place-form" onSubmit={(event) => void submit(event)}>
      {lines ? (
        <textarea {...shared} onChange={(event) => setDraft(event.target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          autoComplete="off"
          onChange={(event) => setDraft(event.target.value)}
        />
      )}
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {albums.save}
        </button>
        <button type="button" className="button" disabled={busy} onClick={close}>
          {albums.cancel}
        </button>
      </div>
    </form>
  );
}
