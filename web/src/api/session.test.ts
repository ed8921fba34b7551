import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, pass, settle, type Tab } from '../../tests/doubles/browser';
import { json, problem } from '../../tests/doubles/network';
import { accessTokenOf, tokensOf } from '../../tests/doubles/records';

type Modules = typeof import('./session') &
  typeof import('./entrance') &
  typeof import('./session_record') &
  typeof import('./client');

const KEY = 'audmg.session';
const LIFE_S = 905;
/** Tokens are renewed a minute before their end; this moment is none of those at which the page looks by itself. */
const UNTIL_DUE_MS = 845_000;

let browser: Browser;

async function openTab(): Promise<Tab<Modules>> {
  const tab = await browser.openTab(async () => ({
    ...(await import('./session')),
    ...(await import('./entrance')),
    ...(await import('./session_record')),
    ...(await import('./client')),
  }));
  tab.startSession();
  return tab;
}

/** A tab in which ada is logged in with the tokens "first". */
async function loggedIn(): Promise<Tab<Modules>> {
  const tab = await openTab();
  await tab.logIn('ada', 'secret');
  await settle();
  return tab;
}

const sessionOf = (tab: Modules) => tab.useSession.getState().session;
const refreshes = () => browser.network.sent('POST /token/refresh');
const bodiesOf = (requests: Request[]) => Promise.all(requests.map((each) => each.clone().json()));

/** The refresh tokens work once each, in the order first, 2, 3, ... */
function serveRefreshTokens(): void {
  let valid = 'refresh-first';
  let count = 1;
  browser.network.on('POST /token/refresh', async (request) => {
    const { refreshToken } = await request.json();
    if (refreshToken !== valid) return problem(401, 'invalid_refresh_token');
    const tokens = tokensOf(String(++count), LIFE_S);
    valid = tokens.refreshToken;
    return json(tokens);
  });
}

beforeEach(() => {
  browser = new Browser();
  browser.network.on('POST /login', () => json(tokensOf('first', LIFE_S)));
  browser.network.on('GET /me', () => json({ username: 'Ada' }));
  browser.network.on('POST /logout', () => new Response(null, { status: 204 }));
  serveRefreshTokens();
});

afterEach(() => browser.close());

describe('signing up', () => {
  it('asks the drive for an account, and says what is wrong', async () => {
    const tab = await openTab();
    browser.network.on('POST /signup', () => new Response(null, { status: 204 }));
    await tab.signUp('ada', 'ada@example.org', 'secret');
    expect(await bodiesOf(browser.network.sent('POST /signup'))).toEqual([
      { username: 'ada', email: 'ada@example.org', password: 'secret' },
    ]);
    browser.network.on('POST /signup', () => problem(409, 'username_taken'));
    await expect(tab.signUp('ada', 'ada@example.org', 'secret')).rejects.toMatchObject({
      code: 'username_taken',
    });
    expect(sessionOf(tab)).toBeNull();
  });

  it('hands an invitation over', async () => {
    const tab = await openTab();
    browser.network.on('POST /signup', () => json({ message: 'Welcome.', userId: 'u' }, 201));
    await tab.signUp('ada', 'ada@example.org', 'secret', 'from-the-link');
    const [body] = await bodiesOf(browser.network.sent('POST /signup'));
    expect(body.invitation).toBe('from-the-link');
  });
});

describe('logging in', () => {
  it('keeps the session under the name that the drive has for the user', async () => {
    const tab = await loggedIn();
    expect(sessionOf(tab)).toMatchObject({ username: 'Ada', token: 'access-first' });
    expect(await bodiesOf(browser.network.sent('POST /login'))).toEqual([
      { username: 'ada', password: 'secret' },
    ]);
    const [me] = browser.network.sent('GET /me');
    expect(me?.headers.get('Authorization')).toBe('Bearer access-first');
  });

  it('takes the name that was typed where the drive does not say another', async () => {
    browser.network.on('GET /me', () => {
      throw new TypeError('network failure');
    });
    expect(sessionOf(await loggedIn())?.username).toBe('ada');
  });

  it('says why it failed, and logs nobody in', async () => {
    const tab = await openTab();
    browser.network.on('POST /login', () => problem(401, 'invalid_credentials'));
    await expect(tab.logIn('ada', 'wrong')).rejects.toMatchObject({
      name: 'Problem',
      code: 'invalid_credentials',
    });
    browser.network.online = false;
    await expect(tab.logIn('ada', 'secret')).rejects.toMatchObject({ name: 'Unreachable' });
    expect(sessionOf(tab)).toBeNull();
  });

  it('asks for a second factor, and is finished with it', async () => {
    const tab = await openTab();
    browser.network.on('POST /login', () =>
      problem(401, 'mfa_required', {}, { mfaToken: 'half', methods: ['totp', 'recovery_code'] }),
    );
    await expect(tab.logIn('ada', 'secret')).rejects.toMatchObject({
      code: 'mfa_required',
      secondStep: { token: 'half', methods: ['totp', 'recovery_code'] },
    });
    expect(sessionOf(tab)).toBeNull();
    browser.network.on('POST /login/mfa', () => json(tokensOf('second', LIFE_S)));
    await tab.finishLogIn('half', { code: '123456' }, 'ada');
    expect(sessionOf(tab)?.token).toBe('access-second');
    expect(await bodiesOf(browser.network.sent('POST /login/mfa'))).toEqual([
      { mfaToken: 'half', code: '123456' },
    ]);
  });

  it('works with a passkey alone, which knows whose it is', async () => {
    const tab = await openTab();
    browser.network.on('POST /login/passkey', () => json(tokensOf('passkey', LIFE_S)));
    await tab.logInByPasskey({ id: 'k' });
    expect(sessionOf(tab)).toMatchObject({ username: 'Ada', token: 'access-passkey' });
  });

  it('outlives a reload', async () => {
    await loggedIn();
    expect(sessionOf(await openTab())?.token).toBe('access-first');
  });

  it('takes a stored session that cannot be read for none', async () => {
    browser.localStorage.setItem(KEY, '{"username":');
    expect(sessionOf(await openTab())).toBeNull();
  });
});

describe('logging out', () => {
  it('tells the drive, and forgets the session even if the drive is away', async () => {
    const tab = await loggedIn();
    browser.network.online = false;
    await tab.logOut();
    expect(sessionOf(tab)).toBeNull();
    expect(await tab.recorded()).toBeUndefined();
    expect(tab.useSession.getState().ended).toBe(false);
    expect(sessionOf(await openTab())).toBeNull();
    const [request] = browser.network.sent('POST /logout');
    expect(request?.headers.get('Authorization')).toBe('Bearer access-first');
  });

  it('reaches the other tabs', async () => {
    const [tab, other] = [await loggedIn(), await openTab()];
    await tab.logOut();
    other.dispatch('storage', { key: 'audmg.theme' });
    expect(sessionOf(other)).not.toBeNull();
    other.dispatch('storage', { key: KEY });
    expect(sessionOf(other)).toBeNull();
  });

  it('happens when the storage is cleared', async () => {
    const tab = await loggedIn();
    browser.localStorage.removeItem(KEY);
    tab.dispatch('storage', { key: null });
    expect(sessionOf(tab)).toBeNull();
  });

  it('is not undone by a renewal that was under way', async () => {
    const tab = await loggedIn();
    const letThrough = browser.network.hold('POST /token/refresh', () => json(tokensOf('late')));
    const renewal = tab.renew('access-first').catch((error: Error) => error.name);
    await settle();
    await tab.logOut();
    letThrough();
    expect(await renewal).toBe('Unreachable');
    expect(sessionOf(tab)).toBeNull();
    expect(sessionOf(await openTab())).toBeNull();
  });
});

describe('the access token', () => {
  it('is null while nobody is logged in', async () => {
    expect(await (await openTab()).accessToken()).toBeNull();
  });

  it('is used until a minute before its end, then renewed', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS - 1000);
    expect(await tab.accessToken()).toBe('access-first');
    expect(refreshes()).toHaveLength(0);
    await pass(1000);
    expect(await tab.accessToken()).toBe('access-2');
    expect(await bodiesOf(refreshes())).toEqual([{ refreshToken: 'refresh-first' }]);
    expect(sessionOf(await openTab())?.token).toBe('access-2');
  });

  it('is renewed in its last quarter if it lives for seconds', async () => {
    browser.network.on('POST /login', () => json(tokensOf('first', 20)));
    const tab = await loggedIn();
    await pass(14_000);
    expect(await tab.accessToken()).toBe('access-first');
    await pass(1000);
    expect(await tab.accessToken()).toBe('access-2');
  });

  it('is renewed ahead of time, without anybody asking', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS + 20_000);
    expect(sessionOf(tab)?.token).toBe('access-2');
    expect(refreshes()).toHaveLength(1);
  });

  it('is not renewed again when it was renewed already, nor when nobody is logged in', async () => {
    const tab = await loggedIn();
    expect(await tab.renew('access-before-first')).toBe('access-first');
    await tab.logOut();
    await expect(tab.renew('access-first')).rejects.toMatchObject({ name: 'Unreachable' });
    expect(refreshes()).toHaveLength(0);
  });

  it('is renewed once for all that ask at the same time', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    const tokens = await Promise.all([tab.accessToken(), tab.accessToken(), tab.accessToken()]);
    expect(tokens).toEqual(['access-2', 'access-2', 'access-2']);
    expect(refreshes()).toHaveLength(1);
  });

  it('stays the old one while the drive is away, and is renewed once it is back', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    browser.network.online = false;
    expect(await tab.accessToken()).toBe('access-first');
    expect(sessionOf(tab)?.refreshToken).toBe('refresh-first');
    browser.network.online = true;
    expect(await tab.accessToken()).toBe('access-2');
  });

  it('is tried for again after the drive had a fault', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    browser.network.on('POST /token/refresh', () => problem(503, 'unavailable'));
    await expect(tab.accessToken()).rejects.toMatchObject({ status: 503 });
    expect(sessionOf(tab)).not.toBeNull();
    serveRefreshTokens();
    expect(await tab.accessToken()).toBe('access-2');
  });

  it('ends the session when the drive does not know the refresh token', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    browser.network.on('POST /token/refresh', () => problem(401, 'invalid_refresh_token'));
    await expect(tab.accessToken()).rejects.toMatchObject({ status: 401 });
    expect(tab.useSession.getState()).toEqual({ session: null, ended: true });
    expect(await tab.recorded()).toBeUndefined();
    expect((await openTab()).useSession.getState()).toEqual({ session: null, ended: true });
  });

  it('is asked for once more at once when there is no reply, or half of one', async () => {
    const tab = await loggedIn();
    const replies = [
      () => {
        throw new TypeError('network failure');
      },
      () => new Response('{"token":"acc'),
    ];
    for (const lost of replies) {
      const before = sessionOf(tab)?.token ?? '';
      const serve = browser.network.handlerOf('POST /token/refresh');
      let answered: Response | undefined;
      browser.network.on('POST /token/refresh', async (request) => {
        if (answered) return answered;
        answered = await serve(request);
        return lost();
      });
      expect(await tab.renew(before)).not.toBe(before);
      browser.network.on('POST /token/refresh', serve);
    }
    expect(refreshes()).toHaveLength(4);
  });

  it('is asked for once more when the reply does not come', async () => {
    const tab = await loggedIn();
    const serve = browser.network.handlerOf('POST /token/refresh');
    browser.network.hold('POST /token/refresh', () => json({}));
    const renewal = tab.renew('access-first');
    await settle();
    browser.network.on('POST /token/refresh', serve);
    await pass(10_000);
    expect(await renewal).toBe('access-2');
  });

  it('is not asked for again by a drive that says no', async () => {
    const tab = await loggedIn();
    browser.network.on('POST /token/refresh', () => problem(503, 'unavailable'));
    await expect(tab.renew('access-first')).rejects.toMatchObject({ status: 503 });
    expect(refreshes()).toHaveLength(1);
  });
});

describe('several tabs', () => {
  it('use each refresh token once, even before they hear from each other', async () => {
    const tabs = [await loggedIn(), await openTab(), await openTab()];
    await pass(UNTIL_DUE_MS);
    const tokens = await Promise.all(tabs.map((tab) => tab.accessToken()));
    expect(tokens).toEqual(['access-2', 'access-2', 'access-2']);
    expect(refreshes()).toHaveLength(1);
    expect(tabs.map((tab) => sessionOf(tab)?.refreshToken)).toEqual(Array(3).fill('refresh-2'));
  });

  it('hear of a renewal while they are about to look for it', async () => {
    const [tab, other] = [await loggedIn(), await openTab()];
    await pass(UNTIL_DUE_MS);
    const tokens = [tab.accessToken(), other.accessToken()];
    await tokens[0];
    other.dispatch('storage', { key: KEY });
    expect(await tokens[1]).toBe('access-2');
    expect(sessionOf(other)?.token).toBe('access-2');
  });

  it('go on from what another tab has renewed long ago', async () => {
    const [tab, sleeper] = [await loggedIn(), await openTab()];
    await pass(UNTIL_DUE_MS);
    await tab.accessToken();
    await pass(UNTIL_DUE_MS);
    expect(await sleeper.accessToken()).toBe('access-3');
    expect(sessionOf(sleeper)).not.toBeNull();
  });

  it('go on from the session of a later log-in of the same user', async () => {
    const [tab, other] = [await loggedIn(), await openTab()];
    await pass(UNTIL_DUE_MS);
    browser.network.on('POST /login', () => json(tokensOf('again', LIFE_S)));
    await other.logIn('ada', 'secret');
    await settle();
    expect(await tab.accessToken()).toBe('access-again');
    expect(refreshes()).toHaveLength(0);
  });

  it('keep users apart: the session of the next one is not replaced, nor used for the one before', async () => {
    const of = (sub: string) => ({ ...tokensOf(sub, LIFE_S), token: accessTokenOf({ sub }) });
    browser.network.on('POST /login', () => json(of('ada')));
    const tab = await loggedIn();
    const other = await openTab();
    await pass(UNTIL_DUE_MS);
    browser.network.on('GET /me', () => json({ username: 'Bob' }));
    browser.network.on('POST /login', () => json(of('bob')));
    await other.logIn('bob', 'secret');
    await settle();
    browser.network.on('POST /token/refresh', () => json(of('ada')));
    await expect(tab.renew(of('ada').token)).rejects.toMatchObject({ name: 'Unreachable' });
    expect(sessionOf(tab)?.username).toBe('Bob');
    await expect(tab.renew(of('ada').token)).rejects.toMatchObject({ name: 'Unreachable' });
    expect(sessionOf(await openTab())?.username).toBe('Bob');
  });

  it('do not end a session that was begun while an older one was refused', async () => {
    const [tab, other] = [await loggedIn(), await openTab()];
    await pass(UNTIL_DUE_MS);
    const letThrough = browser.network.hold('POST /token/refresh', () =>
      problem(401, 'invalid_refresh_token'),
    );
    const renewal = tab.accessToken();
    await settle();
    browser.network.on('POST /login', () => json(tokensOf('again', LIFE_S)));
    await other.logIn('ada', 'secret');
    await settle();
    letThrough();
    expect(await renewal).toBe('access-again');
    expect(sessionOf(await openTab())?.token).toBe('access-again');
  });

  it('go on from the later session, whatever was done to the clock', async () => {
    const at = (iat: number) => ({ ...tokensOf(`${iat}`, LIFE_S), token: accessTokenOf({ iat }) });
    browser.network.on('POST /login', () => json(at(1)));
    const [sleeper, tab] = [await loggedIn(), await openTab()];
    browser.setClockBack(24 * 3600 * 1000);
    browser.network.on('POST /token/refresh', () => json(at(2)));
    await tab.renew(at(1).token);
    expect(await sleeper.renew(at(1).token)).toBe(at(2).token);
    expect(refreshes()).toHaveLength(1);
    // What is recorded may also be of before, where the database takes nothing new.
    await tab.record({ ...at(1), username: 'Ada', renewAt: Number.MAX_SAFE_INTEGER });
    browser.network.on('POST /token/refresh', () => json(at(3)));
    expect(await tab.renew(at(2).token)).toBe(at(3).token);
  });

  it('all say that the session has ended, and none after a log-out', async () => {
    const [tab, other] = [await loggedIn(), await openTab()];
    browser.network.on('POST /token/refresh', () => problem(401, 'invalid_refresh_token'));
    await expect(tab.renew('access-first')).rejects.toMatchObject({ status: 401 });
    other.dispatch('storage', { key: KEY });
    expect(other.useSession.getState()).toEqual({ session: null, ended: true });
    await tab.logIn('ada', 'secret');
    other.dispatch('storage', { key: KEY });
    await tab.logOut();
    other.dispatch('storage', { key: KEY });
    expect(other.useSession.getState()).toEqual({ session: null, ended: false });
  });

  it('may renew at the same time: a repeated refresh gives the same successor', async () => {
    // Neither locks nor a database: each tab sends the same refresh token.
    Object.assign(navigator, { locks: undefined });
    Object.assign(globalThis, { indexedDB: undefined });
    const tabs = [await loggedIn(), await openTab(), await openTab()];
    await pass(UNTIL_DUE_MS);
    browser.network.on('POST /token/refresh', async (request) => {
      const { refreshToken } = await request.json();
      const successor = { 'refresh-first': '2', 'refresh-2': '3' }[refreshToken as string];
      return successor ? json(tokensOf(successor, LIFE_S)) : problem(401, 'invalid_refresh_token');
    });
    const tokens = await Promise.all(tabs.map((tab) => tab.accessToken()));
    expect(tokens).toEqual(Array(3).fill('access-2'));
    expect(refreshes()).toHaveLength(3);
    await pass(UNTIL_DUE_MS);
    expect(await tabs[2]?.accessToken()).toBe('access-3');
    expect(tabs.every((tab) => sessionOf(tab) !== null)).toBe(true);
  });

  it('send a refresh token again when its reply was lost, and go on', async () => {
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    let lost = true;
    browser.network.on('POST /token/refresh', () => {
      if (!lost) return json(tokensOf('2', LIFE_S));
      lost = false;
      throw new TypeError('network failure');
    });
    expect(await tab.accessToken()).toBe('access-2');
    expect(await bodiesOf(refreshes())).toEqual(Array(2).fill({ refreshToken: 'refresh-first' }));
  });

  it('need no locks where the page has none', async () => {
    Object.assign(navigator, { locks: undefined });
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    expect(await tab.accessToken()).toBe('access-2');
  });

  it('need no database where the page has none', async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    const tab = await loggedIn();
    await pass(UNTIL_DUE_MS);
    expect(await tab.accessToken()).toBe('access-2');
  });
});

describe('an authorized request', () => {
  const request = () => new Request(`${location.origin}/files/f`, { method: 'PUT', body: 'bytes' });

  it('is sent with the token, or without one where nobody is logged in', async () => {
    browser.network.on('PUT /files/*', () => json({}));
    await (await openTab()).authorizedFetch(request());
    await (await loggedIn()).authorizedFetch(request());
    const tokens = browser.network
      .sent('PUT /files/*')
      .map(({ headers }) => headers.get('Authorization'));
    expect(tokens).toEqual([null, 'Bearer access-first']);
  });

  it('is repeated, body and all, with a new token when the old one was refused', async () => {
    const tab = await loggedIn();
    browser.network.on('PUT /files/*', async (each) =>
      each.headers.get('Authorization') === 'Bearer access-2'
        ? new Response(await each.text())
        : problem(401, 'unauthorized'),
    );
    const response = await tab.authorizedFetch(request());
    expect(await response.text()).toBe('bytes');
    expect(browser.network.sent('PUT /files/*')).toHaveLength(2);
  });

  it('is not repeated with a code that was wrong, which would use up a try', async () => {
    const tab = await loggedIn();
    browser.network.on('POST /reauthenticate', () => problem(401, 'wrong_factor'));
    const wrong = new Request(`${location.origin}/reauthenticate`, { method: 'POST', body: '{}' });
    expect((await tab.authorizedFetch(wrong)).status).toBe(401);
    expect(browser.network.sent('POST /reauthenticate')).toHaveLength(1);
    expect(refreshes()).toHaveLength(0);
  });

  it('is repeated once only', async () => {
    const tab = await loggedIn();
    browser.network.on('PUT /files/*', () => problem(401, 'unauthorized'));
    expect((await tab.authorizedFetch(request())).status).toBe(401);
    expect(browser.network.sent('PUT /files/*')).toHaveLength(2);
  });

  it('says that the drive cannot be reached, unless it was stopped', async () => {
    const tab = await loggedIn();
    browser.network.online = false;
    await expect(tab.authorizedFetch(request())).rejects.toMatchObject({ name: 'Unreachable' });
    browser.network.online = true;
    browser.network.hold('PUT /files/*', () => json({}));
    const controller = new AbortController();
    const stopped = tab.authorizedFetch(new Request(request(), { signal: controller.signal }));
    await settle();
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });
});
