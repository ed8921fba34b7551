import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icon';
import { IconButton } from './icon_button';

export interface MenuAction {
  readonly icon: IconName;
  readonly label: string;
  run(): void;
  /** Something is deleted by it. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

/** The distance between the menu and the button, and the edges of the window. */
const GAP_PX = 6;
const EDGE_PX = 12;

/** A button that opens a menu of actions. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);

  /** Below the button, or above it where there is no room. */
  const place = () => {
    const popover = menu.current;
    const box = button.current?.getBoundingClientRect();
    if (!popover || !box) return;
    const { width, height } = popover.getBoundingClientRect();
    const below = box.bottom + GAP_PX;
    const top = below + height > innerHeight - EDGE_PX ? box.top - GAP_PX - height : below;
    popover.style.top = `${Math.max(EDGE_PX, top)}px`;
    popover.style.left = `${Math.max(EDGE_PX, Math.min(box.right - width, innerWidth - width - EDGE_PX))}px`;
  };
  const items = () => [
    ...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]:enabled') ?? []),
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    // Escape closes the menu only, not what is below it.
    event.stopPropagation();
    if (event.key === 'Tab') return menu.current?.hidePopover();
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  };

  return (
    <>
      <span ref={button}>
        <IconButton
          icon="more"
          label={label}
          popoverTarget={id}
          aria-haspopup="menu"
          aria-expanded={open}
        />
      </span>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu more-menu"
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          const opened = event.newState === 'open';
          setOpen(opened);
          if (!opened) return;
          place();
          items()[0]?.focus();
        }}
      >
        {actions.map(({ icon, label: name, run, danger, disabled }) => (
          <button
            key={name}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={`menu-item ${danger ? 'danger' : ''}`}
            disabled={disabled}
            onClick={() => {
              menu.current?.hidePopover();
              run();
            }}
          >
            <Icon name={icon} /> {name}
          </button>
        ))}
      </div>
    </>
  );
}
