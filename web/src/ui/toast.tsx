import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { IconButton } from './icon_button';

interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  action: ToastAction | undefined;
}

/** What a message offers to do; it is dismissed then. */
export interface ToastAction {
  label: string;
  run(): void;
}

const SHOWN_MS = 6000;
let lastId = 0;

/** The messages on the screen, the latest last. */
export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Shows a message in a corner for a few seconds, and gives it to screen readers. */
export function toast(text: string, tone: Toast['tone'] = 'plain', action?: ToastAction): void {
  const id = ++lastId;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.slice(-2), { id, text, tone, action }],
  }));
  setTimeout(() => dismiss(id), SHOWN_MS);
}

/** The messages are a popover, so that they lie above open dialogs. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (toasts.length > 0) {
      box.current?.hidePopover();
      box.current?.showPopover();
    }
  }, [toasts]);
  return (
    <div ref={box} popover="manual" className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text, tone, action }) => (
        <div key={id} className={`toast ${tone}`}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton icon="close" label="Dismiss" size={16} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
