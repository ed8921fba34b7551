import { type ReactNode, useEffect, useId, useRef } from 'react';

interface Props {
  title: string;
  open: boolean;
  /** The user has pressed Escape. */
  onClose(): void;
  /** Made anew each time the dialog is opened. */
  children: ReactNode;
}

/** A question or form on top of the page, which waits until it is closed. */
export function Dialog({ title, open, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className="confirmation form-dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {open && (
        <>
          <h2 id={titleId}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
