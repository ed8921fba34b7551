import { act } from '../account/act';
import { Section } from '../account/section';
import { type Account, api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { saveFile } from '../ui/save_file';

/** Lets users take along what the drive keeps about them. */
export function DataSection({ account }: { account: Account }) {
  const save = async () => {
    const copy = await unwrap(api.GET('/account/export'));
    saveFile(`audmg-${account.username}.json`, JSON.stringify(copy, null, 2), 'application/json');
  };
  return (
    <Section
      title={words.settings.data}
      about={
        <Filled
          text={words.settings.dataAbout}
          parts={{ command: <code>audmg client export</code> }}
        />
      }
    >
      <div>
        <button type="button" className="button" onClick={() => void act(save)}>
          {words.settings.saveCopy}
        </button>
      </div>
    </Section>
  );
}
