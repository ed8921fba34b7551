import { expect, section, test } from './fixtures';
import { makeSong } from './sounds';
import { PASSWORD, User } from './user';

test('from signing up to a song that plays', async ({ page, drive, look }) => {
  await page.goto(drive.url);
  await expect(page.getByRole('heading', { name: 'Welcome', exact: true })).toBeVisible();
  await expect(page.getByLabel('Username or e-mail')).toBeFocused();
  await look('log-in');
  await page.getByRole('link', { name: 'Make an account' }).click();
  await page.getByLabel('Username').fill('grace');
  await page.getByLabel('E-mail').fill('grace@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  await look('sign-up');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByText('Your photos will be here')).toBeVisible();
  await look('photos-empty');

  await section(page, 'Music', 'Home').click();
  await expect(page.getByText('Your music will be here')).toBeVisible();
  await look('audio-empty');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('main').getByRole('button', { name: 'Choose files' }).click();
  const song = makeSong({
    name: 'song.mp3',
    seconds: 20,
    pitch: 440,
    tags: { title: 'First Light' },
  });
  await (await choosing).setFiles(song);
  await page.getByRole('button', { name: /^Play First Light/ }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect
    .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.5);

  await page.reload();
  await expect(page.getByRole('button', { name: /^Play First Light/ })).toBeVisible();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('audmg.session'))).toBeNull();
});

test.describe('refusals', () => {
  test.use({ expectedErrors: /status of 4\d\d/ });

  test('are said at the field they are about', async ({ page, drive, look }) => {
    const taken = await User.signUp(drive.url);
    await page.goto(`${drive.url}/sign-up`);
    await page.getByLabel('Username').fill(taken.name);
    await page.getByLabel('E-mail').fill('someone@example.org');
    await page.getByLabel('Password').fill('password');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('Username')).toBeFocused();
    await look('sign-up-refused');

    await page.getByRole('link', { name: 'Log in' }).click();
    await page.getByLabel('Username or e-mail').fill(taken.name);
    const password = page.getByLabel('Password');
    await password.fill('not the password');
    await page.getByRole('button', { name: 'Show what is typed' }).click();
    await expect(password).toHaveAttribute('type', 'text');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: /wrong|password|not/i })).toBeVisible();
    await expect(password).toBeFocused();
    await look('log-in-refused');
  });
});

test.describe('sessions', () => {
  test.use({ expectedErrors: /status of 401/ });

  test('are renewed in the background when the token has run out', async ({
    page,
    user,
    open,
    pictures,
  }) => {
    await user.have(pictures.slice(0, 1));
    await page.addInitScript(() => {
      const session = JSON.parse(localStorage.getItem('audmg.session') ?? 'null');
      if (session)
        localStorage.setItem('audmg.session', JSON.stringify({ ...session, renewAt: 0 }));
    });
    await open('/photos');
    await page.reload();
    await expect(page.locator('.tile img.loaded')).toHaveCount(1);
    const session = await page.evaluate(() =>
      JSON.parse(localStorage.getItem('audmg.session') ?? 'null'),
    );
    expect(session.refreshToken).not.toBe(user.tokens.refreshToken);
  });

  test('that have ended lead to the form and back to where one was', async ({
    page,
    user,
    open,
    pictures,
    look,
  }) => {
    const [file] = await user.have(pictures.slice(0, 1));
    await user.call('/logout', { method: 'POST' });
    await open(`/photos/${file?.fileId}`);
    await expect(page.getByText('Your session has ended')).toBeVisible();
    await look('session-ended');
    await page.getByLabel('Username or e-mail').fill(user.name);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/photos/${file?.fileId}$`));
    await expect(page.locator('dialog.photo-view')).toBeVisible();
  });

  test('three tabs renew one session without ending it, and share one stream of events', async ({
    page,
    context,
    user,
    open,
    pictures,
  }) => {
    let streams = 0;
    let renewals = 0;
    context.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === '/events') streams++;
      if (pathname === '/token/refresh') renewals++;
    });
    await open('/photos');
    await expect(page.getByText('Your photos will be here')).toBeVisible();
    // As after a night: the token has run out for whoever comes now.
    await page.evaluate(() => {
      const session = JSON.parse(localStorage.getItem('audmg.session') ?? 'null');
      localStorage.setItem('audmg.session', JSON.stringify({ ...session, renewAt: 0 }));
    });
    const others = [await context.newPage(), await context.newPage()];
    await Promise.all(others.map((other) => other.goto(`${user.url}/photos`)));
    for (const each of others)
      await expect(each.getByText('Your photos will be here')).toBeVisible();
    expect(renewals).toBe(1);
    expect(streams).toBe(1);
    streams = 0;
    await user.upload(pictures[0] as (typeof pictures)[0]);
    for (const each of [page, ...others]) await expect(each.locator('.tile')).toHaveCount(1);
    expect(streams).toBe(0);
  });
});
