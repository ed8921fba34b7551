import { useRef, useState } from 'react';
import { ActionMenu, type MenuAction } from './action_menu';
import { IconButton } from './icon_button';

/** A button that opens a menu of actions. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  const [opener, setOpener] = useState<DOMRect | null>(null);
  /** The press has closed the menu already, as any press beside it does. */
  const closes = useRef(false);
  return (
    <>
      <IconButton
        icon="more"
        label={label}
        aria-haspopup="menu"
        aria-expanded={opener !== null}
        onPointerDown={() => {
          closes.current = opener !== null;
        }}
        onClick={(event) => {
          if (!closes.current) setOpener(event.currentTarget.getBoundingClientRect());
          closes.current = false;
        }}
      />
      {opener && (
        <ActionMenu label={label} actions={actions} opener={opener} close={() => setOpener(null)} />
      )}
    </>
  );
}
