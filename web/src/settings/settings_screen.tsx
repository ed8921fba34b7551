import { useEffect } from 'react';
import { ReauthenticationDialog } from '../account/reauthentication_dialog';
import { refreshAccount, useAccount } from '../account/use_account';
import { words } from '../messages/words';
import { AccountSection } from './account_section';
import { ActivitySection } from './activity_section';
import { AppPasswordsSection } from './app_passwords_section';
import { DataSection } from './data_section';
import { DeletionSection } from './deletion_section';
import { DevicesSection } from './devices_section';
import { PasskeysSection } from './passkeys_section';
import { PasswordSection } from './password_section';
import { TwoStepSection } from './two_step_section';

/** The user's own account: who it is, how it is secured, what has happened to it. */
export default function SettingsScreen() {
  const account = useAccount();
  // Uploads since the account was fetched take space.
  useEffect(() => void refreshAccount(), []);
  return (
    <div className="settings">
      <h1>{words.settings.title}</h1>
      {account && (
        <>
          <AccountSection account={account} />
          <PasswordSection account={account} />
          <TwoStepSection account={account} />
          <PasskeysSection account={account} />
          <AppPasswordsSection />
          <DevicesSection />
          <ActivitySection />
          <DataSection account={account} />
          <DeletionSection account={account} />
        </>
      )}
      <ReauthenticationDialog />
    </div>
  );
}
