import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { words } from '../messages/words';
import { IconButton } from './icon_button';

interface Props {
  title: string;
  open: boolean;
  /** The user wants it closed: by Escape, the button, or a tap beside it. */
  close(): void;
  children: ReactNode;
}

/** What slides in from the lower edge of a phone. See useSheet(). */
export function Sheet({ title, open, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  const onClick = (event: MouseEvent) => {
    // The content covers all of the dialog itself.
    if (event.target === dialog.current) close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same.
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={onClick}
    >
      {open && (
        <div className="sheet-content">
          <header>
            <h2 id={id}>{title}</h2>
            <IconButton icon="close" label={words.shell.close} onClick={close} />
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
