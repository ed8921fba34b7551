import { useEffect } from 'react';
import { useLater } from '../ui/use_later';
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
  return active && tools && <tools.SelectionTools actions={actions} />;
}
