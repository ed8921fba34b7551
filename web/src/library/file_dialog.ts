import { create } from 'zustand';

/** A question about files that other folders know how to ask: where to add them, or how to change them. */
export type FileQuestion = 'album' | 'playlist' | 'edit';

interface OpenDialog {
  readonly question: FileQuestion;
  readonly fileIds: readonly string[];
  /** Called once the files were added or changed. */
  done(): void;
  /** What had the focus, and gets it back. */
  readonly opener: Element | null;
}

/** The dialog that is open; the app renders it (src/file_dialogs.tsx). */
export const useFileDialog = create<{ open: OpenDialog | null }>(() => ({ open: null }));

/** Opens a dialog about these files, from any screen. */
export function askAbout(
  question: FileQuestion,
  fileIds: readonly string[],
  done: () => void = () => undefined,
): void {
  useFileDialog.setState({ open: { question, fileIds, done, opener: document.activeElement } });
}

export function closeFileDialog(): void {
  const { open } = useFileDialog.getState();
  useFileDialog.setState({ open: null });
  requestAnimationFrame(() => {
    if (open?.opener instanceof HTMLElement && open.opener.isConnected) open.opener.focus();
    else document.getElementById('main')?.focus({ preventScroll: true });
  });
}
