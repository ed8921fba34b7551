import { act } from '../account/act';
import { Section } from '../account/section';
import { refreshAccount } from '../account/use_account';
import { type Account, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { formatMoment } from '../ui/when';

export function DeletionSection({ account }: { account: Account }) {
  const { settings } = words;
  const remove = async () => {
    const yes = await confirm(
      settings.deletionQuestion,
      settings.deletionText,
      settings.deleteAccount,
    );
    if (!yes) return;
    await act(async () => {
      await unwrap(api.DELETE('/account'));
      await refreshAccount();
    });
  };
  return (
    <Section
      title={settings.deletion}
      about={
        account.deletion
          ? settings.deletionAt(formatMoment(account.deletion.at))
          : settings.deletionAbout
      }
    >
      {!account.deletion && (
        <div>
          <button type="button" className="button danger" onClick={() => void remove()}>
            {settings.deleteAccount}
          </button>
        </div>
      )}
    </Section>
  );
}
