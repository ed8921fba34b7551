import { Link } from 'wouter';
import { words } from '../messages/words';
import { useSignUpRules } from './sign_up_rules';

/** Leads from the log-in to the sign-up. Says more to people who are here for the first time. */
export function SignUpHint({ known }: { known: boolean }) {
  const rules = useSignUpRules();
  const { newHere, firstTime, firstTimeText, newDrive, newDriveText, byInvitation, makeAccount } =
    words.entrance;
  if (rules?.open === false) {
    return (
      <p className="aside">
        {newHere} {byInvitation}
      </p>
    );
  }
  const isNew = rules?.firstAccount === true;
  if (known && !isNew) {
    return (
      <p className="aside">
        {newHere} <Link href="/sign-up">{makeAccount}</Link>
      </p>
    );
  }
  return (
    <div className="first-time">
      <p>
        <strong>{isNew ? newDrive : firstTime}</strong>
        <span>{isNew ? newDriveText : firstTimeText}</span>
      </p>
      <Link href="/sign-up" className={isNew ? 'button primary' : 'button'}>
        {makeAccount}
      </Link>
    </div>
  );
}
