import { Drive } from './drive';
import { expect, test } from './fixtures';
import { Mailbox } from './mailbox';
import { PASSWORD, User } from './user';

const NEW = 'another long and calm sentence';

let mailbox: Mailbox;
let mailing: Drive;

test.beforeAll(async () => {
  mailbox = await Mailbox.open();
  mailing = await Drive.start(mailbox.settings);
});
test.afterAll(async () => {
  await mailing.stop();
  mailbox.close();
});

test('a forgotten password is replaced by the link of a mail', async ({ page, look }) => {
  const user = await User.signUp(mailing.url);
  await page.goto(`${mailing.url}/log-in`);
  await expect(page).toHaveTitle('Welcome · Audmg Drive');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page).toHaveTitle(/^Forgot your password/);
  await look('forgot');
  await page.getByLabel('E-mail').fill(`${user.name}@example.org`);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('status')).toContainText('on its way');
  // What had the keyboard is gone: the heading has it, and is read.
  await expect(page.getByRole('heading', { name: 'What comes next' })).toBeFocused();
  await look('forgot-sent');

  await page.goto(await mailbox.linkFor(`${user.name}@example.org`, 'reset'));
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await expect(page.getByText('At least 10 characters')).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill('password123');
  await expect(page.getByText(/easy to guess/i)).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await expect(page.getByText('Very hard to guess')).toBeVisible();
  await look('reset');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('heading', { name: 'Your password is changed' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText(
    'App passwords, if you have any, still work',
  );
  await look('reset-done');
  await page.getByRole('link', { name: 'Log in' }).click();
  await page.getByLabel('Username or e-mail').fill(user.name);
  await page.getByLabel('Password').fill(NEW);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(page.getByText('Your photos will be here')).toBeVisible();
});

test.describe('a browser that is logged in', () => {
  // The reset has ended its session before it logs out.
  test.use({ expectedErrors: /status of 401.*\/logout/ });

  test('a reset ends app passwords, if it is asked to', async ({ page, open }) => {
    const user = await User.signUp(mailing.url);
    await open('/settings', user);
    await page.getByRole('button', { name: 'Make an app password' }).click();
    await page.getByLabel('What it is for').fill('Backup');
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByText('Backup').first()).toBeVisible();
    const data = { email: `${user.name}@example.org` };
    await page.request.post(`${mailing.url}/password/forgot`, { data });
    await page.goto(await mailbox.linkFor(data.email, 'reset'));
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.getByLabel('End all app passwords').check();
    await page.getByRole('button', { name: 'Change the password' }).click();
    await expect(page.getByRole('status')).toContainText('all app passwords were ended');
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.getByLabel('Username or e-mail').fill(user.name);
    await page.getByLabel('Password').fill(NEW);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByText('Your photos will be here')).toBeVisible();
    await page.goto(`${mailing.url}/settings`);
    await expect(page.getByRole('button', { name: 'Make an app password' })).toBeVisible();
    await expect(page.getByText('Backup')).toHaveCount(0);
  });
});

test('an address is confirmed, and changed', async ({ page, open }) => {
  const user = await User.signUp(mailing.url);
  await page.goto(await mailbox.linkFor(`${user.name}@example.org`, 'verify'));
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');

  await open('/settings', user);
  await expect(page.getByText('confirmed', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Change the address' }).click();
  await page.getByLabel('New address').fill(`new-${user.name}@example.org`);
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change the address' }).click();
  await expect(page.getByText('We have sent a mail to new-')).toBeVisible();
  await page.goto(await mailbox.linkFor(`new-${user.name}@example.org`, 'verify'));
  await page.getByRole('link', { name: 'Go to my account' }).click();
  await expect(page.getByText(`new-${user.name}@example.org`)).toBeVisible();
  await page.getByLabel('Language of mails').selectOption('Deutsch');
  await expect(page.getByText('Mails come in this language')).toBeVisible();
});

test.describe('an address that has to be confirmed first', () => {
  test.use({ expectedErrors: /status of 40[13]/ });

  test('gets its mail again', async ({ page, look, startDrive }) => {
    const drive = await startDrive({ ...mailbox.settings, AUDMG_SIGNUP: 'confirm' });
    await page.goto(`${drive.url}/sign-up`);
    await page.getByLabel('Username').fill('ada');
    await page.getByLabel('E-mail').fill('ada@confirm.example');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'ada@confirm.example' })).toBeVisible();
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.getByLabel('Username or e-mail').fill('ada');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();
    await page.getByRole('button', { name: 'Send it again' }).click();
    await expect(page.getByRole('status')).toContainText('on its way');
    await look('confirm-first');
    await page.goto(await mailbox.linkFor('ada@confirm.example', 'verify'));
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.getByLabel('Username or e-mail').fill('ada');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByText('Your photos will be here')).toBeVisible();
  });
});

test.describe('links that are not good', () => {
  test.use({ expectedErrors: /status of 4\d\d/ });

  test('say so', async ({ page, look }) => {
    await page.goto(`${mailing.url}/verify#token=nonsense`);
    await expect(page.getByRole('heading', { name: 'is not confirmed' })).toBeVisible();
    await look('verify-refused');
    await page.goto(`${mailing.url}/reset`);
    await expect(page.getByRole('heading', { name: 'This link is not complete' })).toBeVisible();
    await page.goto(`${mailing.url}/reset#token=nonsense`);
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /link/i })).toBeVisible();
    await look('reset-refused');
  });
});
