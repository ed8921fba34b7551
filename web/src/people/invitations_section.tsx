import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { act } from '../account/act';
import { Field, Form, textOf } from '../account/form';
import { FormBehindButton } from '../account/form_behind_button';
import { sensitively } from '../account/reauthentication';
import { Section } from '../account/section';
import { ShownOnce } from '../account/shown_once';
import { refreshAccount } from '../account/use_account';
import { accountKey } from '../api/account';
import { api, type Invitation, unwrap } from '../api/client';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { formatDay, formatMoment } from '../ui/when';

export function InvitationsSection() {
  const { people } = words;
  const [fresh, setFresh] = useState<Invitation | null>(null);
  const { data } = useQuery({
    queryKey: [...accountKey, 'invitations'],
    queryFn: () => unwrap(api.GET('/admin/invitations')),
  });
  return (
    <Section title={people.invitations} about={people.invitationsAbout}>
      {data && data.invitations.length > 0 && (
        <ul className="rows">
          {data.invitations.map((invitation) => (
            <InvitationRow key={invitation.invitationId} invitation={invitation} />
          ))}
        </ul>
      )}
      <FormBehindButton
        label={
          <>
            <Icon name="plus" size={18} /> {people.invite}
          </>
        }
      >
        {(close) => (
          <InvitationForm
            close={close}
            done={(made) => {
              close();
              setFresh(made);
            }}
          />
        )}
      </FormBehindButton>
      <Dialog title={people.yourInvitation} open={fresh !== null} onClose={() => setFresh(null)}>
        <p className="muted">{fresh && people.sendLink(formatMoment(fresh.expiresAt))}</p>
        <ShownOnce label={people.link} text={fresh?.link ?? ''} />
        <div className="actions">
          <button type="button" className="button primary" onClick={() => setFresh(null)}>
            {people.done}
          </button>
        </div>
      </Dialog>
    </Section>
  );
}

interface FormProps {
  close(): void;
  /** Called with the invitation and its link. */
  done(made: Invitation): void;
}

function InvitationForm({ close, done }: FormProps) {
  const { people } = words;
  const roles = useId();
  const submit = async (values: FormData) => {
    const email = textOf(values, 'email');
    const role = textOf(values, 'role') === 'admin' ? ('admin' as const) : ('user' as const);
    const body = { role, ...(email ? { email } : {}) };
    done(await sensitively(() => unwrap(api.POST('/admin/invitations', { body }))));
    await refreshAccount();
  };
  return (
    <Form
      action={people.makeLink}
      className="stack narrow"
      submit={submit}
      beside={
        <button type="button" className="button" onClick={close}>
          {people.cancel}
        </button>
      }
    >
      <Field
        name="email"
        label={people.forWhom}
        type="email"
        autoComplete="off"
        required={false}
        hint={people.forWhomHint}
        takesFocus
      />
      <div className="field">
        <label htmlFor={roles}>{people.role}</label>
        <select id={roles} name="role" defaultValue="user">
          <option value="user">{people.roleUser}</option>
          <option value="admin">{people.roleAdmin}</option>
        </select>
      </div>
    </Form>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { people } = words;
  const { invitationId, email, role, createdAt, expiresAt } = invitation;
  const name = email ?? people.anybody;
  const withdraw = () =>
    act(async () => {
      await unwrap(
        api.DELETE('/admin/invitations/{id}', { params: { path: { id: invitationId } } }),
      );
      await refreshAccount();
    }, people.invitationWithdrawn);
  return (
    <li className="row">
      <Icon name="person" />
      <div className="row-text">
        <strong className="breakable">
          {name} {role === 'admin' && <span className="badge good">{people.admin}</span>}
        </strong>
        <small>{people.made(formatDay(createdAt), formatMoment(expiresAt))}</small>
      </div>
      <button
        type="button"
        className="button quiet"
        aria-label={people.withdrawNamed(name)}
        onClick={() => void withdraw()}
      >
        {people.withdraw}
      </button>
    </li>
  );
}
