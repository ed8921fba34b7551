import { useEffect } from 'react';
import { useLater } from '../ui/use_later';
import { finishSelection } from './finish_selection';
import { clearSelection, useSelection } from './selection';
import type { SelectionAction } from './selection_tools';

const load = () => import('./selection_tools');

interface Props {
  /** What else can be done on this screen. */
  actions?: readonly SelectionAction[];
}

/** Takes the place of the top bar while files are selected. */
export function SelectionBar({ actions = [] }: Props) {
  const active = useSelection(({ ids }) => ids.size > 0);
  const tools = useLater(load, active);
  useEffect(() => clearSelection, []);
  // Here, because the tools may still be on their way.
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const open = document.querySelector('dialog[open], [popover=auto]:popover-open');
      if (event.key === 'Escape' && !open) finishSelection();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [active]);
  return active && tools && <tools.SelectionTools actions={actions} />;
}
