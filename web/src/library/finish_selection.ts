import { clearSelection } from './selection';

/** Ends the selection; the focus goes where the selected files are, or were, unless it is there. */
export function finishSelection(): void {
  const focused = document.activeElement;
  clearSelection();
  if (focused !== document.body && !focused?.closest('.selection-bar, dialog')) return;
  document.getElementById('main')?.focus({ preventScroll: true });
}
