import { type ReactNode, useId, useRef } from 'react';
import type { IconName } from '../ui/icon';
import { IconButton } from '../ui/icon_button';

interface Props {
  icon: IconName;
  label: string;
  size?: number;
  className?: string;
  /** Something is set by this menu. */
  active?: boolean;
  /** Receives a function that closes the menu. */
  children(close: () => void): ReactNode;
}

const MARGIN_PX = 8;

/** A button with a menu that opens beside it, within the window. */
export function PopoverMenu({ icon, label, size, className = '', active, children }: Props) {
  const id = useId();
  const button = useRef<HTMLSpanElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const place = () => {
    const from = button.current?.getBoundingClientRect();
    const box = menu.current;
    if (!from || !box) return;
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.min(Math.max(from.right - width, MARGIN_PX), innerWidth - width - MARGIN_PX);
    const above = from.top - height - MARGIN_PX;
    const below = Math.min(from.bottom + MARGIN_PX, innerHeight - height - MARGIN_PX);
    box.style.left = `${left}px`;
    box.style.top = `${Math.max(above >= MARGIN_PX ? above : below, MARGIN_PX)}px`;
  };
  const close = () => menu.current?.hidePopover();
  return (
    <span ref={button} className={`popover-menu ${className}`}>
      <IconButton
        icon={icon}
        label={label}
        popoverTarget={id}
        className={active ? 'active' : ''}
        {...(size ? { size } : {})}
      />
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="menu placed"
        role="group"
        aria-label={label}
        onToggle={(event) => {
          if (event.newState !== 'open') return;
          place();
          menu.current?.querySelector<HTMLElement>('[aria-pressed=true], button')?.focus();
        }}
        onKeyDown={(event) => moveFocus(event.key, menu.current) && event.preventDefault()}
      >
        {children(close)}
      </div>
    </span>
  );
}

/** Goes through the buttons of a menu with the arrow keys. Returns whether the key was one of them. */
function moveFocus(key: string, menu: HTMLElement | null): boolean {
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!by || !menu) return false;
  const items = [...menu.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const index = items.indexOf(document.activeElement as HTMLElement);
  items[(index + by + items.length) % items.length]?.focus();
  return true;
}
