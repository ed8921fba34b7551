import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Icon, type IconName } from '../ui/icon';
import { placeFor } from './menu_place';

export interface MenuAction {
  readonly icon: IconName;
  readonly label: string;
  readonly danger?: boolean;
  act(): void;
}

interface Props {
  /** What the actions are for. */
  title: string;
  subtitle?: string | undefined;
  actions: readonly MenuAction[];
  /** What opened the menu, in the window. */
  opener: DOMRect;
  close(): void;
}

/** The actions for one thing: a menu beside its button, on phones a sheet at the bottom. */
export function RowMenu({ title, subtitle, actions, opener, close }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = box.current as HTMLDivElement;
    menu.showPopover();
    const { left, top } = placeFor(
      opener,
      { width: menu.offsetWidth, height: menu.offsetHeight },
      { width: innerWidth, height: innerHeight },
    );
    menu.style.setProperty('--left', `${left}px`);
    menu.style.setProperty('--top', `${top}px`);
    menu.querySelector('button')?.focus();
  }, [opener]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const items = [...(box.current?.querySelectorAll('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (event.key === 'Tab') box.current?.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    items[to]?.focus();
  };

  // At the end of the page, because a grid must not have a menu in it.
  return createPortal(
    <div
      ref={box}
      popover="auto"
      className="row-menu"
      onToggle={(event) => {
        if (event.newState === 'closed') close();
      }}
    >
      <p className="row-menu-title" aria-hidden="true">
        <strong>{title}</strong>
        {subtitle && <small>{subtitle}</small>}
      </p>
      <div role="menu" aria-label={title} tabIndex={-1} onKeyDown={onKeyDown}>
        {actions.map(({ icon, label, danger, act }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            className={`menu-item ${danger ? 'bad' : ''}`}
            onClick={() => {
              // The focus goes back first, so that a dialog that opens now returns it there.
              box.current?.hidePopover();
              act();
            }}
          >
            <Icon name={icon} /> {label}
          </button>
        ))}
      </div>
    </div>,
    document.body,
  );
}
