import { useState } from 'react';
import { act } from '../account/act';
import { Field, Form, textOf } from '../account/form';
import { exactSize, readSize, spaceWords } from '../account/space_words';
import { refreshAccount } from '../account/use_account';
import { type Account, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';

interface Props {
  user: Account | null;
  close(): void;
}

/** Asks an admin how much the files of a user may take. */
export function QuotaDialog({ user, close }: Props) {
  return (
    <Dialog
      title={words.people.spaceFor(user?.username ?? '')}
      open={user !== null}
      onClose={close}
    >
      {user && <QuotaForm key={user.userId} user={user} close={close} />}
    </Dialog>
  );
}

function QuotaForm({ user, close }: { user: Account; close(): void }) {
  const { people } = words;
  const [wrong, setWrong] = useState('');
  const { userId, username, quota, hasOwnQuota } = user;
  const set = async (bytes: number | null) => {
    const path = { params: { path: { id: userId } } };
    const save = async () => {
      await unwrap(api.PATCH('/admin/users/{id}', { ...path, body: { quota: bytes } }));
      await refreshAccount();
    };
    if (await act(save, people.spaceChanged(username))) close();
  };
  const submit = async (values: FormData) => {
    const bytes = readSize(textOf(values, 'quota'));
    if (bytes === null) return setWrong(people.writeSize);
    setWrong('');
    await set(bytes);
  };
  return (
    <Form
      action={people.set}
      className="stack"
      submit={submit}
      beside={
        <button
          type="button"
          className="button"
          disabled={!hasOwnQuota}
          onClick={() => void set(null)}
        >
          {people.sameAsAll}
        </button>
      }
    >
      <p className="muted">{people.spaceNow(spaceWords(user))}</p>
      <Field
        name="quota"
        label={people.space}
        defaultValue={quota === undefined ? '' : exactSize(quota)}
        takesFocus
      />
      {wrong && (
        <p className="bad" role="alert">
          {wrong}
        </p>
      )}
    </Form>
  );
}
