import { useEffect } from 'react';
import { openKeyHelp, useKeyGroups } from './key_help';
import { useLater } from './use_later';

const load = () => import('./key_help_dialog');

const TYPING = 'input:not([type=range], [type=radio], [type=checkbox]), textarea, select';

/** The place of the list of keys, which "?" opens. */
export function KeyHelpLayer() {
  const open = useKeyGroups((state) => state.open);
  const dialog = useLater(load, open);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement | null)?.closest?.(TYPING)) return;
      if (document.querySelector('dialog[open]:not(.photo-view)')) return;
      event.preventDefault();
      openKeyHelp();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return dialog && <dialog.KeyHelpDialog />;
}
