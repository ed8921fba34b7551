import { type ReactNode, useState } from 'react';
import { resendConfirmation } from '../api/entrance';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { Card } from './card';
import { Form } from './form';

interface Props {
  /** The name or address of the account. */
  name: string;
  /** What leads on. */
  children: ReactNode;
}

/** Says that a mail waits, at drives whose users confirm their address first, and sends it again. */
export function ConfirmFirst({ name, children }: Props) {
  const [reply, setReply] = useState('');
  const { account } = words;
  const address = name.includes('@') ? <strong>{name}</strong> : account.yourAddress;
  return (
    <Card title={account.lookIntoMail}>
      <p role="status">{reply || <Filled text={account.mailSent} parts={{ address }} />}</p>
      {children}
      <Form
        action={account.sendAgain}
        className="stack"
        labelledBy="card-title"
        submit={async () => setReply(await resendConfirmation(name))}
      >
        <p className="muted">{account.nothingThere}</p>
      </Form>
    </Card>
  );
}
