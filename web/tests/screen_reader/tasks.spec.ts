import { PASSWORD } from '../user';
import { expect, test } from './fixtures';
import { haveAnAlbum, havePhotos } from './library';

test.describe('with a wrong password first', () => {
  test.use({ expectedErrors: /401/ });

  test('logging in: a wrong password is told, the right one leads to the photos', async ({
    page,
    user,
    listener,
  }) => {
    listener.listen();
    await page.goto(user.url);
    await page.bringToFront();
    await listener.hears(/Finished loading Welcome/, /Username or e-mail/);
    listener.type(user.name);
    await listener.goTo(/^Password password text/);
    listener.type('not this one');
    listener.press('Return');
    await listener.hears(/wrong|not right|incorrect|do not match/i);
    listener.press('ctrl+a');
    listener.type(PASSWORD);
    listener.press('Return');
    await listener.hears(/Photos middle dot Audmg Drive/);
  });
});

test('uploading: how many, and how it ended', async ({ page, start, pictures, user }) => {
  const listener = await start('/photos', /Your photos will be here/);
  await listener.goTo(/Upload collapsed push button/);
  listener.press('Return');
  await listener.goTo(/Choose files push button/);
  const choosing = page.waitForEvent('filechooser');
  listener.press('Return');
  await (await choosing).setFiles(pictures.slice(0, 3));
  await listener.hears(/Uploading 3 files/, /Upload finished: 3 added/);
  await expect.poll(() => user.list()).toHaveLength(3);
});

test('the timeline: photos have names, and arrow keys lead from one to the next', async ({
  start,
  user,
  pictures,
}) => {
  await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Photo, Friday, October 1, 2021 at 12:00 PM, Munich link/);
  listener.press('Right');
  await listener.hears(/Photo, Thursday, July 18, 2019 at 10:00 AM, Paris link/);
  listener.press('Right');
  await listener.hears(/At the tower, favorite link/);
});

test('a photo: it opens with its name, the next one follows, and closing leads back to it', async ({
  start,
  user,
  pictures,
}) => {
  await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Photo, Friday, October 1, 2021/);
  listener.press('Return');
  await listener.hears(/Friday, October 1, 2021 at 12:00 PM, Munich/);
  await listener.goTo(/Next photo push button/);
  listener.press('Return');
  await listener.hears(/Thursday, July 18, 2019 at 10:00 AM, Paris/);
  listener.press('Escape');
  await expect(listener.page.locator('dialog.photo-view')).toBeHidden();
  await expect(listener.page.getByRole('link', { name: /July 18/ })).toBeFocused();
  listener.press('Right');
  await listener.hears(/At the tower, favorite link/);
});

test('search: the box, its suggestions, and what was found', async ({ start, user, pictures }) => {
  await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Search photos and music editable combo box/);
  listener.type('par');
  await listener.hears(/\d+ suggestions?/);
  listener.press('Down');
  await listener.hears(/Paris/);
  listener.press('Return');
  await listener.hears(/2 photos/);
});

test('an album: photos are selected and gathered', async ({ start, user, pictures }) => {
  await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Photo, Friday, October 1, 2021/);
  listener.press('space');
  await listener.hears(/1 selected/);
  await listener.goTo(/Add to album push button/, 'shift+Tab');
  listener.press('Return');
  await listener.hears(/Add 1 item to an album/);
  await listener.goTo(/New album push button/);
  listener.press('Return');
  await listener.hears(/Title entry/);
  listener.type('By the sea');
  listener.press('Return');
  await listener.hears(/1 item added to “?By the sea/);
});

test('the order of an album: each step is told', async ({ start, user, pictures }) => {
  const files = await havePhotos(user, pictures);
  const album = await user.collect('Journey', files);
  const listener = await start(`/albums/${album}`, /Finished loading Journey/);
  await listener.goTo(/Arrange push button/);
  listener.press('Return');
  await listener.goTo(/At the tower.*check box not checked/);
  listener.press('shift+Right');
  await listener.hears(/Moved to place 2 of 3/);
});

test('editing: fields are named, and the change is confirmed', async ({
  start,
  user,
  pictures,
}) => {
  const [file] = await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Photo, Friday, October 1, 2021/);
  listener.press('End');
  await listener.hears(/At the tower/);
  listener.press('space');
  await listener.hears(/1 selected/);
  await listener.goTo(/Edit push button/, 'shift+Tab');
  listener.press('Return');
  await listener.hears(/Edit photo/);
  await listener.goTo(/Title entry/);
  listener.type('Evening');
  await listener.goTo(/Date/);
  await listener.goTo(/Save push button/);
  listener.press('Return');
  await listener.hears(/1 file changed/);
  const now = await (await user.call(`/files/${file?.fileId}`)).json();
  expect(now).toMatchObject({ title: 'Evening' });
});

test('deleting: it is told, and so is the way back', async ({ start, user, pictures }) => {
  await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Photo, Friday, October 1, 2021/);
  listener.press('space');
  await listener.hears(/1 selected/);
  await listener.goTo(/Delete push button/, 'shift+Tab');
  listener.press('Return');
  await listener.hears(/1 file deleted/);
  await listener.goTo(/Trash link/, 'shift+Tab');
  listener.press('Return');
  await listener.goTo(/deleted.*check box not checked/);
  await listener.goTo(/Restore all push button/, 'shift+Tab');
  listener.press('Return');
  await listener.hears(/1 file restored|The trash is empty/);
  await expect.poll(() => user.list()).toHaveLength(3);
});

test('music: an album has its songs in order, and the player says what it can do', async ({
  start,
  user,
}) => {
  await haveAnAlbum(user);
  const listener = await start('/audio/albums', /Finished loading Albums/);
  await listener.goTo(/Night Boats The Lighthouse Band link/);
  listener.press('Return');
  await listener.goTo(/Play push button/);
  listener.press('Return');
  await listener.goTo(/Hunter, The Lighthouse Band/);
  listener.press('Down');
  await listener.hears(/Joga, The Lighthouse Band/);
  await listener.goTo(/Show what is playing: ?Hunter/);
  await listener.goTo(/Pause push button/);
  await listener.goTo(/Next push button/);
  listener.press('Return');
  await listener.goTo(/Show what is playing: ?Joga/, 'shift+Tab');
});

test('places: the list has them without the map', async ({ start, user, pictures }) => {
  await havePhotos(user, pictures);
  const listener = await start('/places', /Finished loading Places/);
  await listener.goTo(/Paris.*link/);
  listener.press('Return');
  await listener.hears(/Paris/);
  await listener.goTo(/At the tower|Photo, Thursday, July 18, 2019/);
});

test('keys: the question mark lists them', async ({ start, user, pictures }) => {
  await havePhotos(user, pictures);
  const listener = await start('/photos', /Finished loading Photos/);
  await listener.goTo(/Photo, Friday, October 1, 2021/);
  listener.press('question');
  await listener.hears(/Keys that work here/);
  listener.press('Escape');
  await listener.hears(/Photo, Friday, October 1, 2021/);
});
