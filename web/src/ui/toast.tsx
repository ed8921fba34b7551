import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { words } from '../messages/words';
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
/** A message that offers something stays longer, so that people can get to it. */
const OFFERED_MS = 10_000;
/** How long messages stay once the pointer or the focus has left them. */
const LEFT_MS = 4000;
let lastId = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** The messages on the screen, the latest last. */
export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Dismisses the message after some time, in place of the time that was set before. */
function dismissAfter(id: number, ms: number): void {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => dismiss(id), ms),
  );
}

/** Keeps the messages while the user is at them. */
function hold(): void {
  for (const timer of timers.values()) clearTimeout(timer);
}

function letGo(): void {
  for (const id of timers.keys()) dismissAfter(id, LEFT_MS);
}

function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Shows a message in a corner for a few seconds, and gives it to screen readers. */
export function toast(text: string, tone: Toast['tone'] = 'plain', action?: ToastAction): void {
  const id = ++lastId;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.slice(-2), { id, text, tone, action }],
  }));
  dismissAfter(id, action ? OFFERED_MS : SHOWN_MS);
}

/** The places that can show the messages. */
const useHosts = create<{ hosts: readonly { readonly layer: number }[] }>(() => ({ hosts: [] }));
const NONE: readonly Toast[] = [];

/** Returns the messages if there is no place for them in a higher layer. */
function useOwnToasts(layer: number): readonly Toast[] {
  const [host] = useState(() => ({ layer }));
  useLayoutEffect(() => {
    useHosts.setState(({ hosts }) => ({ hosts: [...hosts, host] }));
    return () =>
      useHosts.setState(({ hosts }) => ({ hosts: hosts.filter((each) => each !== host) }));
  }, [host]);
  const isTop = useHosts(({ hosts }) => hosts.every((each) => each.layer <= host.layer));
  return useToasts((state) => (isTop ? state.toasts : NONE));
}

/**
 * The messages are a popover, so that they lie above open dialogs. Nothing outside of a modal dialog can be clicked,
 * so a view that is one for long has a place of its own for them, in a higher layer.
 */
export function Toasts({ layer = 0 }: { layer?: number }) {
  const toasts = useOwnToasts(layer);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (toasts.length > 0) {
      box.current?.hidePopover();
      box.current?.showPopover();
    }
  }, [toasts]);
  return (
    <div
      ref={box}
      popover="manual"
      className="toasts"
      role="status"
      aria-live="polite"
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
    >
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
          <IconButton icon="close" label={words.ui.dismiss} size={16} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
