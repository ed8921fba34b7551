import { useCallback, useEffect, useState } from 'react';
import { logInByPasskey } from '../api/entrance';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import {
  hasPasskeyAutofill,
  hasPasskeys,
  isUnavailable,
  PasskeyCancelled,
  showPasskey,
} from './passkey';

/** The button for a passkey; also offers passkeys in the field for the name, where the browser can. */
export function PasskeyLogIn() {
  const [available, setAvailable] = useState(hasPasskeys);
  const [message, setMessage] = useState('');

  /** Resolves to whether somebody is logged in now. */
  const attempt = useCallback(async (autofill: boolean): Promise<boolean> => {
    try {
      await logInByPasskey(await showPasskey(autofill));
      return true;
    } catch (error) {
      if (isUnavailable(error)) setAvailable(false);
      else if (error instanceof PasskeyCancelled) setMessage(autofill ? '' : error.message);
      else setMessage(explain(error));
      return false;
    }
  }, []);
  const wait = useCallback(async () => {
    if (await hasPasskeyAutofill()) await attempt(true);
  }, [attempt]);
  useEffect(() => void wait(), [wait]);

  if (!available) return null;
  return (
    <>
      <p className="or" aria-hidden="true">
        {words.account.or}
      </p>
      <button
        type="button"
        className="button wide"
        onClick={() => {
          setMessage('');
          void attempt(false).then((done) => (done ? undefined : wait()));
        }}
      >
        <Icon name="key" /> {words.account.logInByPasskey}
      </button>
      <p className="form-error" role="alert">
        {message}
      </p>
    </>
  );
}
