import { create } from 'zustand';
import { Problem } from '../api/problem';
import { words } from '../messages/words';

/** The user did not want to show a credential, so what was wanted did not happen. */
export class NotShown extends Error {
  constructor() {
    super(words.account.nothingChanged);
    this.name = 'NotShown';
  }
}

interface Pending {
  /** Goes on with what was wanted. */
  done(): void;
  cancel(): void;
}

/** The question that the dialog of ReauthenticationDialog shows; null: none. */
export const useReauthentication = create<{ pending: Pending | null }>(() => ({ pending: null }));

let asking: Promise<void> | null = null;

/** All that need a credential at the same time wait for one dialog. */
function ask(): Promise<void> {
  asking ??= new Promise<void>((resolve, reject) => {
    const close = () => useReauthentication.setState({ pending: null });
    const done = () => {
      close();
      resolve();
    };
    const cancel = () => {
      close();
      reject(new NotShown());
    };
    useReauthentication.setState({ pending: { done, cancel } });
  }).finally(() => {
    asking = null;
  });
  return asking;
}

/**
 * Does the work; if the drive wants a credential shown for it that was not shown lately, asks the user for
 * one and then does the work again. Throws NotShown if the user declines.
 */
export async function sensitively<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'reauthentication_required') throw error;
  }
  await ask();
  return work();
}
