import { Buffer } from 'node:buffer';
import { de } from '../src/messages/de';
import { en } from '../src/messages/en';
import { Drive } from './drive';
import { expect, test } from './fixtures';
import type { Picture } from './landscapes';
import { expectLanguage } from './texts';
import { User } from './user';

const languages = { en, de } as const;

let home: Drive;
let admin: User;
test.beforeAll(async () => {
  home = await Drive.start();
  admin = await User.signUp(home.url);
});
test.afterAll(() => home.stop());

const ENTRANCE = ['/log-in', '/sign-up', '/forgot', '/reset', '/verify', '/join', '/join#token=x'];
const SCREENS = [
  '/photos',
  '/albums',
  '/favorites',
  '/search',
  '/places',
  '/look-alikes',
  '/deleted',
  '/audio',
  '/audio/albums',
  '/audio/artists',
  '/audio/genres',
  '/audio/songs',
  '/audio/playlists',
  '/audio/favorites',
  '/settings',
  '/people',
  '/no/such/page',
];

for (const language of ['de', 'en'] as const) {
  const words = languages[language];

  test.describe(language === 'de' ? 'in German' : 'in English', () => {
    test.use({ locale: language === 'de' ? 'de-DE' : 'en-GB', expectedErrors: /status of 4/ });

    test('the entrance', async ({ page, look }) => {
      for (const path of ENTRANCE) {
        await page.goto(home.url + path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await expectLanguage(page, language);
      }
      await page.goto(`${home.url}/log-in`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.getByLabel(words.account.usernameOrEmail).fill('nobody');
      await page.getByLabel(words.account.password, { exact: true }).fill('nothing at all');
      await page.getByRole('button', { name: words.account.logIn, exact: true }).click();
      await expect(page.getByText(words.problems.codes.invalid_credentials)).toBeVisible();
      await look(`entrance-${language}`);
    });

    test('every screen', async ({ page, open, pictures, look }) => {
      test.setTimeout(90_000);
      await admin.have(pictures.slice(0, 1));
      await open('/photos', admin);
      for (const path of SCREENS) {
        await page.evaluate((to) => history.pushState(null, '', to), path);
        await expect(page.locator('#main')).not.toBeEmpty();
        // Lists that come from the drive.
        await page.waitForTimeout(250);
        await expectLanguage(page, language);
      }
      await page.goto(`${admin.url}/settings`);
      await page.getByRole('button', { name: words.settings.changeAddress }).click();
      await page.getByRole('button', { name: words.settings.changePassword }).click();
      await page.getByRole('button', { name: words.settings.makeAppPassword }).click();
      await page.getByRole('button', { name: words.settings.setUp, exact: true }).click();
      await expect(page.getByRole('img', { name: words.settings.qrCode })).toBeVisible();
      await expectLanguage(page, language);
      await look(`settings-${language}`);
      await page.getByRole('button', { name: words.settings.deleteAccount }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectLanguage(page, language);
    });

    test('people, the menus and the uploads', async ({ page, open, pictures, look }) => {
      await admin.have(pictures.slice(0, 1));
      const member = await User.signUp(home.url);
      await open('/people', admin);
      const row = page.getByRole('group', { name: member.name });
      for (const name of [
        words.people.makeAdmin,
        words.people.disable,
        words.people.resetFactors,
      ]) {
        await row.getByRole('button', { name, exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectLanguage(page, language);
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: words.people.invite }).click();
      await expectLanguage(page, language);
      await page.getByRole('button', { name: words.people.makeLink }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectLanguage(page, language);
      await page.getByRole('button', { name: words.people.done }).click();
      await page.getByRole('button', { name: words.account.menu, exact: true }).click();
      await expectLanguage(page, language);
      await look(`menu-${language}`);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: words.uploads.upload, exact: true }).click();
      await expectLanguage(page, language);
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: words.uploads.chooseFiles }).first().click();
      await (await choosing).setFiles([
        pictures[0] as Picture,
        { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('these are only notes') },
        { name: 'nothing.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
      ]);
      const panel = page.getByRole('region', { name: words.uploads.title });
      await expect(panel).toContainText(words.problems.codes.unsupported_media_type);
      await expect(panel).toContainText(words.uploads.inLibrary);
      await expectLanguage(page, language);
      await look(`uploads-${language}`);
    });

    test('the question before something is deleted for good', async ({
      page,
      open,
      pictures,
      startDrive,
    }) => {
      const drive = await startDrive({ AUDMG_TRASH_RETENTION: '0' });
      const user = await User.signUp(drive.url);
      const [file] = await user.have(pictures.slice(1, 2));
      await open(`/photos/${file?.fileId}`, user);
      await expect(page.locator('.photo-view img').first()).toBeVisible();
      await page.keyboard.press('Delete');
      const question = page.getByRole('heading', { name: words.library.deleteQuestion(1) });
      await expect(question).toBeVisible();
      await expectLanguage(page, language);
    });
  });
}

test.describe('on a small phone', () => {
  test.use({ locale: 'de-DE', viewport: { width: 320, height: 640 } });

  test('the long words of German fit', async ({ page, open, look }) => {
    await open('/photos', admin);
    for (const path of ['/photos', '/audio', '/settings', '/people']) {
      await page.goto(admin.url + path);
      await expect(page.locator('#main')).not.toBeEmpty();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBe(0);
      await look(`german-phone${path.replace('/', '-')}`);
    }
  });
});

test('the language is chosen in the settings, and stays', async ({ page, open }) => {
  await open('/settings', admin);
  await page.getByLabel(en.settings.appLanguage).selectOption('de');
  await expect(page.getByRole('heading', { name: de.settings.title })).toBeVisible();
  await page.reload();
  await expect(page).toHaveTitle('Dein Konto · Audmg Drive');
  await page.getByLabel(de.settings.appLanguage).selectOption('');
  await expect(page.getByRole('heading', { name: en.settings.title })).toBeVisible();
});
