import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Icon, type IconName } from './icon';
import { placeFor } from './menu_place';

export interface MenuAction {
  readonly icon: IconName;
  readonly label: string;
  run(): void;
  /** Something is deleted by it. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

interface Props {
  /** Says to screen readers what the actions are for. */
  label: string;
  /** Says the same to those who see the menu, where it is not plain. */
  heading?: ReactNode;
  actions: readonly MenuAction[];
  /** What opened the menu, in the window. */
  opener: DOMRect;
  close(): void;
}

/** What is behind a modal dialog cannot be used, and a grid must not have a menu in it. */
function outermost(): Element {
  return [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
}

/** The actions for one thing: a menu beside what opened it, on phones a sheet at the bottom. */
export function ActionMenu({ label, heading, actions, opener, close }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [parent] = useState(outermost);
  useLayoutEffect(() => {
    const menu = box.current as HTMLDivElement;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const { left, top } = placeFor(
      opener,
      { width: menu.offsetWidth, height: menu.offsetHeight },
      { width: innerWidth, height: innerHeight },
    );
    menu.style.setProperty('--left', `${left}px`);
    menu.style.setProperty('--top', `${top}px`);
    menu.querySelector<HTMLElement>('button:enabled')?.focus();
  }, [opener]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Escape closes the menu only, not what is below it.
    event.stopPropagation();
    if (event.key === 'Tab') return box.current?.hidePopover();
    const items = [...(box.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[to]?.focus();
  };

  return createPortal(
    <div
      ref={box}
      popover="auto"
      className="action-menu"
      onToggle={(event) => {
        if (event.newState === 'closed') close();
      }}
    >
      {heading && (
        <p className="action-menu-heading" aria-hidden="true">
          {heading}
        </p>
      )}
      <div role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {actions.map(({ icon, label: name, run, danger, disabled }) => (
          <button
            key={name}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={`menu-item ${danger ? 'bad' : ''}`}
            disabled={disabled}
            onClick={() => {
              // The focus goes back first, so that a dialog that opens now returns it there.
              box.current?.hidePopover();
              run();
            }}
          >
            <Icon name={icon} /> {name}
          </button>
        ))}
      </div>
    </div>,
    parent,
  );
}
