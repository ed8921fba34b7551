import { useEffect } from 'react';
import { refreshAccount } from '../account/use_account';
import { onFileEvent } from '../api/file_events';

/** Many files come and go together; their account is asked for once. */
const SETTLE_MS = 5000;

/** Asks what the account takes some time after files have come or gone. */
export function useFreshSpace(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFileEvent(({ type }) => {
      if (type !== 'file.uploaded' && type !== 'file.deleted') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void refreshAccount();
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
}
