import { chooseLocale, chosenLocale, LOCALES, type Locale } from '../messages/locale';
import { words } from '../messages/words';

/** Languages are called as their speakers call them. */
const names: Record<Locale, string> = { en: 'English', de: 'Deutsch' };

/** Chooses the language of the app, in this browser. The page is loaded anew in it. */
export function AppLanguage() {
  const { settings } = words;
  return (
    <label className="inline-field">
      {settings.appLanguage}
      <select
        value={chosenLocale() ?? ''}
        onChange={(event) => {
          chooseLocale(LOCALES.find((each) => each === event.currentTarget.value) ?? null);
          location.reload();
        }}
      >
        <option value="">{settings.asBrowser}</option>
        {LOCALES.map((each) => (
          <option key={each} value={each} lang={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
