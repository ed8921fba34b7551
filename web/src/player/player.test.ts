import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, pass, settle, type Tab } from '../../tests/doubles/browser';
import { json, problem } from '../../tests/doubles/network';
import { fileOf } from '../../tests/doubles/records';
import { Sound } from '../../tests/doubles/sound';

type Modules = typeof import('./player') &
  typeof import('./sleep_timer') &
  typeof import('./speed') &
  typeof import('../api/connection') &
  typeof import('../ui/toast') &
  typeof import('../api/session');

let browser: Browser;
let player: Tab<Modules>;
let sound: Sound;

const state = () => player.usePlayer.getState();
const toasts = () => player.useToasts.getState().toasts.map(({ text }) => text);
const fetched = () => browser.network.sent('GET /files/*').map(({ url }) => url.split('/').at(-1));
/** A URL that works for so many hours from the beginning of the clock. */
const songUrl = (id: string, hours = 1) =>
  `/objects/${id}/original?expires=${Date.UTC(2026, 0, 1, hours) / 1000}&signature=s`;

const song = (id: string, rest = {}) =>
  fileOf(id, {
    kind: 'audio',
    contentType: 'audio/mpeg',
    fileName: `${id}.mp3`,
    fileUrl: songUrl(id),
    durationSeconds: 180,
    ...rest,
  });

async function openPlayer(): Promise<void> {
  Sound.install();
  player = await browser.openTab(async () => ({
    ...(await import('./player')),
    ...(await import('./sleep_timer')),
    ...(await import('./speed')),
    ...(await import('../api/connection')),
    ...(await import('../ui/toast')),
    ...(await import('../api/session')),
  }));
  player.startPlayer();
  sound = Sound.made[0] as Sound;
}

async function play(queue: string[], at = 0): Promise<void> {
  player.playFrom(queue, at);
  await settle();
}

/** The browser cannot load the song, or no longer. */
async function breakOff(): Promise<void> {
  sound.emit('error');
  await settle();
}

beforeEach(async () => {
  browser = new Browser();
  browser.network.on('GET /files/*', ({ url }) => json(song(url.split('/').at(-1) as string)));
  await openPlayer();
});

afterEach(() => browser.close());

describe('loading the module', () => {
  it('makes no element and touches no page', async () => {
    Sound.install();
    await browser.openTab(() => import('./player'));
    expect(Sound.made).toEqual([]);
  });
});

describe('playing', () => {
  it('fetches the song, shows and plays it, and then those behind it', async () => {
    await play(['a', 'b', 'c'], 1);
    expect(state()).toMatchObject({
      at: 1,
      playing: true,
      waiting: false,
      duration: 180,
      file: { fileId: 'b' },
    });
    expect(sound.src).toBe(songUrl('b'));
    sound.emit('ended');
    await settle();
    expect(sound.src).toBe(songUrl('c'));
    expect(fetched()).toEqual(['b', 'c']);
    sound.emit('ended');
    await settle();
    expect(state()).toMatchObject({ at: 2, playing: false });
    expect(sound.paused).toBe(true);
  });

  it('waits while there is nothing to play yet', async () => {
    const letThrough = browser.network.hold('GET /files/*', () => json(song('a')));
    await play(['a']);
    expect(state()).toMatchObject({ waiting: true, playing: false, file: null });
    letThrough();
    await settle();
    expect(state()).toMatchObject({ waiting: false, playing: true });
    sound.emit('waiting');
    expect(state().waiting).toBe(true);
    sound.emit('playing');
    expect(state().waiting).toBe(false);
  });

  it('plays what was chosen last, however late the other song comes', async () => {
    const letThrough = browser.network.hold('GET /files/a', () => json(song('a')));
    await play(['a']);
    await play(['b']);
    letThrough();
    await settle();
    expect(sound.src).toBe(songUrl('b'));
    expect(state().file?.fileId).toBe('b');
  });

  it('passes over a song that was deleted', async () => {
    browser.network.on('GET /files/a', () => problem(404, 'not_found'));
    await play(['a', 'b']);
    expect(state()).toMatchObject({ at: 1, playing: true });
    expect(toasts()).toEqual([]);
  });

  it('says why a song cannot be fetched', async () => {
    browser.network.on('GET /files/*', () => problem(403, 'unauthorized'));
    await play(['a', 'b']);
    expect(state()).toMatchObject({ at: 0, playing: false, waiting: false });
    expect(toasts()).toEqual(['Log in first.']);
  });

  it('leaves it to the user to begin where the browser does not let it', async () => {
    sound.play = () => Promise.reject(new DOMException('not yet', 'NotAllowedError'));
    await play(['a']);
    expect(state()).toMatchObject({ at: 0, playing: false, file: { fileId: 'a' } });
    expect(toasts()).toEqual([]);
  });

  it('takes the length from the element once that knows it', async () => {
    await play(['a']);
    sound.duration = 179.5;
    sound.emit('durationchange');
    expect(state().duration).toBe(179.5);
    sound.duration = Number.POSITIVE_INFINITY;
    sound.emit('durationchange');
    expect(state().duration).toBe(179.5);
  });

  it('plays a rendition where the browser does not play the original', async () => {
    const renditions = [
      { name: 'universal', contentType: 'audio/mpeg', url: '/u' },
      { name: 'opus', contentType: 'audio/ogg', url: '/o' },
    ];
    browser.network.on('GET /files/*', () =>
      json(song('a', { contentType: 'audio/aiff', renditions })),
    );
    await play(['a']);
    expect(sound.src).toBe('/o');
  });
});

describe('a song that breaks off', () => {
  it('goes on where it was, under a new URL', async () => {
    await play(['a', 'b']);
    await pass(2 * 3_600_000);
    sound.currentTime = 42;
    browser.network.on('GET /files/*', () => json(song('a', { fileUrl: songUrl('a', 3) })));
    await breakOff();
    expect(sound.src).toBe(songUrl('a', 3));
    expect(sound.currentTime).toBe(42);
    expect(state()).toMatchObject({ at: 0, playing: true });
    expect(toasts()).toEqual([]);
  });

  it('is given up the second time, and the next one plays', async () => {
    await play(['a', 'b']);
    await breakOff();
    expect(state().at).toBe(0);
    await breakOff();
    expect(toasts()).toEqual(['“a” cannot be played.']);
    expect(state()).toMatchObject({ at: 1, playing: true });
    expect(sound.src).toBe(songUrl('b'));
  });

  it('stays on as the last one of the queue, without playing', async () => {
    await play(['a']);
    await breakOff();
    await breakOff();
    expect(state()).toMatchObject({ at: 0, playing: false, waiting: false });
  });

  it('lets each song have its own second try, from its beginning', async () => {
    await play(['a', 'b']);
    sound.currentTime = 42;
    await breakOff();
    player.next();
    await settle();
    expect(sound.currentTime).toBe(0);
    await breakOff();
    expect(state()).toMatchObject({ at: 1, playing: true });
    expect(toasts()).toEqual([]);
  });

  it('does not come back when another one was chosen meanwhile', async () => {
    await play(['a', 'b']);
    const letThrough = browser.network.hold('GET /files/a', () => json(song('a')));
    await breakOff();
    player.next();
    await settle();
    sound.currentTime = 10;
    letThrough();
    await settle();
    expect(sound.src).toBe(songUrl('b'));
    expect(sound.currentTime).toBe(10);
  });

  it('is no matter once the player is closed', async () => {
    await play(['a']);
    player.stop();
    await breakOff();
    expect(fetched()).toEqual(['a']);
  });
});

describe('the controls', () => {
  it('pause and play', async () => {
    player.toggle();
    expect(sound.paused).toBe(true);
    await play(['a']);
    player.toggle();
    expect(state().playing).toBe(false);
    player.toggle();
    expect(state().playing).toBe(true);
  });

  it('begin a song again, or go back to the one before', async () => {
    await play(['a', 'b'], 1);
    sound.currentTime = 3.1;
    player.previous();
    expect(sound.currentTime).toBe(0);
    expect(state().at).toBe(1);
    sound.currentTime = 2.9;
    player.previous();
    await settle();
    expect(state()).toMatchObject({ at: 0, file: { fileId: 'a' } });
    sound.currentTime = 2;
    player.previous();
    expect(sound.currentTime).toBe(0);
    expect(state().at).toBe(0);
  });

  it('go no further than the end of the queue', async () => {
    await play(['a']);
    player.next();
    expect(state()).toMatchObject({ at: 0, playing: false });
  });

  it('jump in the queue', async () => {
    await play(['a', 'b', 'c']);
    player.jumpTo(2);
    await settle();
    expect(sound.src).toBe(songUrl('c'));
  });

  it('seek within the song', async () => {
    await play(['a']);
    player.seek(-5);
    expect(sound.currentTime).toBe(0);
    player.seek(500);
    expect(sound.currentTime).toBe(180);
    sound.duration = 170;
    player.seek(500);
    expect(sound.currentTime).toBe(170);
  });

  it('close the player', async () => {
    await play(['a', 'b']);
    player.stop();
    expect(state()).toMatchObject({ queue: [], at: -1, file: null, playing: false, duration: 0 });
    expect(sound.paused).toBe(true);
    expect(sound.getAttribute('src')).toBeNull();
  });
});

describe('the queue', () => {
  it('takes songs behind the one that is on, or begins with them', async () => {
    player.playNext(['a', 'b']);
    await settle();
    expect(state()).toMatchObject({ queue: ['a', 'b'], at: 0, playing: true });
    player.playNext(['x', 'y']);
    expect(state()).toMatchObject({ queue: ['a', 'x', 'y', 'b'], at: 0 });
    expect(sound.src).toBe(songUrl('a'));
  });

  it('loses songs, but not the one that is on', async () => {
    await play(['a', 'b', 'c'], 1);
    player.removeFromQueue(1);
    expect(state()).toMatchObject({ queue: ['a', 'b', 'c'], at: 1 });
    player.removeFromQueue(2);
    expect(state()).toMatchObject({ queue: ['a', 'b'], at: 1 });
    player.removeFromQueue(0);
    expect(state()).toMatchObject({ queue: ['b'], at: 0 });
  });

  it('changes its order, and knows which song is on', async () => {
    await play(['a', 'b', 'c'], 1);
    player.moveInQueue(2, 1);
    expect(state()).toMatchObject({ queue: ['a', 'c', 'b'], at: 2 });
    player.moveInQueue(2, 1);
    expect(state()).toMatchObject({ queue: ['a', 'b', 'c'], at: 1 });
    player.moveInQueue(0, -1);
    player.moveInQueue(2, 3);
    expect(state()).toMatchObject({ queue: ['a', 'b', 'c'], at: 1 });
  });
});

describe('repeat and shuffle', () => {
  it('begin anew after the last song, or with the same one', async () => {
    await play(['a', 'b'], 1);
    player.cycleRepeat();
    expect(state().repeat).toBe('all');
    sound.emit('ended');
    await settle();
    expect(state()).toMatchObject({ at: 0, playing: true });
    player.cycleRepeat();
    sound.emit('ended');
    await settle();
    expect(state()).toMatchObject({ at: 0, playing: true, repeat: 'one' });
    player.next();
    await settle();
    expect(state().at).toBe(1);
    player.cycleRepeat();
    expect(state().repeat).toBe('off');
  });

  it('mix what comes, and take it back', async () => {
    await play(['a', 'b', 'c', 'd', 'e'], 2);
    player.toggleShuffle();
    expect(state()).toMatchObject({ at: 0, shuffle: true, file: { fileId: 'c' }, playing: true });
    player.addToEnd(['x']);
    player.toggleShuffle();
    expect(state()).toMatchObject({ queue: ['a', 'b', 'c', 'd', 'e', 'x'], at: 2 });
    player.clearQueue();
    expect(state().queue).toEqual(['a', 'b', 'c']);
  });

  it('mix the next queue too while shuffle is on, behind the chosen song', async () => {
    player.playShuffled(['a', 'b', 'c']);
    await settle();
    await play(['d', 'e', 'f'], 1);
    expect(state()).toMatchObject({ at: 0, file: { fileId: 'e' } });
    expect([...state().queue].sort()).toEqual(['d', 'e', 'f']);
  });
});

describe('a cut connection', () => {
  it('makes the song wait, and go on where it was once the drive is back', async () => {
    await play(['a', 'b']);
    sound.currentTime = 42;
    player.useConnection.setState({ reachable: false });
    await breakOff();
    expect(state()).toMatchObject({ at: 0, waiting: true });
    expect(toasts()).toEqual([]);
    sound.currentTime = 0;
    player.useConnection.setState({ reachable: true });
    await settle();
    expect(sound.currentTime).toBe(42);
    expect(state()).toMatchObject({ at: 0, playing: true, waiting: false });
  });
});

describe('a long file', () => {
  const hour = { durationSeconds: 3600 };
  const session = { username: 'ada', token: 't', refreshToken: 'r', renewAt: 9e15 };

  beforeEach(async () => {
    browser.network.on('GET /files/*', ({ url }) =>
      json(song(url.split('/').at(-1) as string, hour)),
    );
    player.useSession.setState({ session });
    await settle();
  });

  it('goes on where it was left, and from the beginning once it is over', async () => {
    await play(['a', 'b']);
    sound.currentTime = 1000;
    player.next();
    await settle();
    expect(sound.currentTime).toBe(0);
    player.previous();
    await settle();
    expect(sound.currentTime).toBe(1000);
    sound.emit('ended');
    await settle();
    player.previous();
    await settle();
    expect(sound.currentTime).toBe(0);
  });

  it('has a speed of its own, which songs do not take over', async () => {
    await play(['a']);
    player.setSpeed(1.5);
    expect(sound.playbackRate).toBe(1.5);
    await play(['b']);
    expect(sound.playbackRate).toBe(1.5);
    browser.network.on('GET /files/*', () => json(song('c')));
    await play(['c']);
    expect(sound.playbackRate).toBe(1);
  });
});

describe('the sleep timer', () => {
  it('stops the music after some minutes', async () => {
    await play(['a']);
    player.sleepAfter(5);
    await pass(4 * 60_000);
    expect(state().playing).toBe(true);
    await pass(61_000);
    expect(state()).toMatchObject({ playing: false, sleep: null });
  });

  it('stops the music at the end of the song', async () => {
    await play(['a', 'b']);
    player.sleepAfter('song');
    sound.emit('ended');
    await settle();
    expect(state()).toMatchObject({ at: 0, playing: false, sleep: null });
  });

  it('can be taken back', async () => {
    await play(['a']);
    player.sleepAfter(5);
    player.sleepAfter(null);
    await pass(6 * 60_000);
    expect(state().playing).toBe(true);
  });
});

describe('several tabs', () => {
  it('play one at a time', async () => {
    await play(['a']);
    const [first, firstState, firstSound] = [player, state, sound];
    const read = () => first.usePlayer.getState();
    await openPlayer();
    await play(['b']);
    expect(firstState()).toMatchObject({ playing: true });
    expect(read().playing).toBe(false);
    expect(firstSound.paused).toBe(true);
    expect(sound.paused).toBe(false);
  });
});

describe('the volume', () => {
  it('is what the listener chose, also after a reload', async () => {
    await play(['a']);
    expect(sound.volume).toBeCloseTo(0.9 ** 3);
    player.toggleMuted();
    expect(sound.muted).toBe(true);
    player.setVolume(0.5);
    expect(sound).toMatchObject({ volume: 0.125, muted: false });
    await openPlayer();
    expect(state()).toMatchObject({ volume: 0.5, muted: false });
  });

  it('makes songs equally loud, unless the listener does not want it', async () => {
    browser.network.on('GET /files/*', () =>
      json(song('a', { integratedLoudnessLufs: -8, truePeakDbtp: 0 })),
    );
    player.setVolume(1);
    await play(['a']);
    expect(sound.volume).toBeCloseTo(10 ** (-10 / 20));
    player.toggleNormalised();
    expect(sound.volume).toBe(1);
    await openPlayer();
    expect(state().normalised).toBe(false);
    player.toggleNormalised();
    await openPlayer();
    expect(state().normalised).toBe(true);
  });
});

describe('the session', () => {
  const session = { username: 'ada', token: 't', refreshToken: 'r', renewAt: 9e15 };

  it('ends the music when it ends', async () => {
    player.useSession.setState({ session });
    await play(['a']);
    player.useSession.setState({ session: { ...session, token: 'renewed' } });
    expect(state().playing).toBe(true);
    player.useSession.setState({ session: null });
    expect(state()).toMatchObject({ queue: [], playing: false });
    expect(sound.getAttribute('src')).toBeNull();
  });

  it('brings the queue back after a reload, paused, and only for the same user', async () => {
    player.useSession.setState({ session });
    await play(['a', 'b', 'c'], 1);
    player.cycleRepeat();
    sound.currentTime = 77;
    player.toggle();
    player.useSession.setState({ session: null });
    expect(state().queue).toEqual([]);
    await openPlayer();
    player.useSession.setState({ session: { ...session, username: 'eve' } });
    await settle();
    expect(state()).toMatchObject({ queue: [], file: null });
    player.useSession.setState({ session });
    await settle();
    expect(state()).toMatchObject({
      queue: ['a', 'b', 'c'],
      at: 1,
      repeat: 'all',
      playing: false,
      file: { fileId: 'b' },
    });
    expect(sound.getAttribute('src')).toBeNull();
    player.toggle();
    await settle();
    expect(sound.currentTime).toBe(77);
    expect(state().playing).toBe(true);
  });

  it('forgets the queue when the player is closed', async () => {
    player.useSession.setState({ session });
    await play(['a']);
    player.stop();
    await openPlayer();
    player.useSession.setState({ session: null });
    player.useSession.setState({ session });
    await settle();
    expect(state().queue).toEqual([]);
  });
});
