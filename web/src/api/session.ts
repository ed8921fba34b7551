import { create } from 'zustand';
import { claimsOf } from './access_token';
import { apiBase } from './base';
import { post } from './post';
import { Problem, Unreachable } from './problem';
import type { components } from './schema';
import { forgetRecord, record, recorded, type Session } from './session_record';

type Tokens = components['schemas']['Tokens'];

const STORAGE_KEY = 'audmg.session';
/** Is there from when a session has ended without a log-out until the next log-in. */
const ENDED_KEY = 'audmg.session-ended';
/** A token is renewed when less than this is left, or less than a quarter of its life. */
const RENEW_BEFORE_S = 60;
const RENEW_CHECK_MS = 20_000;
/** A reply that takes longer counts as lost. Two of these are less than the drive's leeway. */
const RENEW_REPLY_MS = 10_000;
const LOCK = 'audmg.refresh';

interface SessionState {
  session: Session | null;
  /** The session ended without a log-out. */
  ended: boolean;
}

function storedSession(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

function stored(): SessionState {
  const session = storedSession();
  return { session, ended: session === null && localStorage.getItem(ENDED_KEY) !== null };
}

/** The session of the user that is logged in, the same in all tabs. */
export const useSession = create<SessionState>(stored);

function keep(session: Session | null, ended = false): void {
  // Other tabs look at both when the session changes.
  if (ended) localStorage.setItem(ENDED_KEY, 'yes');
  else localStorage.removeItem(ENDED_KEY);
  if (session) localStorage.setItem(STORAGE_KEY, JSON.stringify(session));
  else localStorage.removeItem(STORAGE_KEY);
  useSession.setState({ session, ended });
}

function sessionFrom(tokens: Tokens, username: string): Session {
  const { token, refreshToken, expiresIn } = tokens;
  const lasts = expiresIn - Math.min(RENEW_BEFORE_S, expiresIn / 4);
  return { username, token, refreshToken, renewAt: Date.now() + lasts * 1000 };
}

/** Logs in; throws a Problem `mfa_required` when a second factor has to follow. */
export async function logIn(name: string, password: string): Promise<void> {
  await enter(await post<Tokens>('/login', { username: name, password }), name);
}

/** Begins the session of fresh tokens, under the name that the drive has for the user, or else `name`. */
export async function enter(tokens: Tokens, name: string): Promise<void> {
  const me = await fetch(`${apiBase}/me`, { headers: { Authorization: `Bearer ${tokens.token}` } })
    .then((response) => response.json() as Promise<{ username?: string }>)
    .catch(() => ({ username: undefined }));
  const session = sessionFrom(tokens, me.username ?? name);
  keep(session);
  void record(session);
}

export async function logOut(): Promise<void> {
  const { session } = useSession.getState();
  keep(null);
  void forgetRecord();
  if (session) await post('/logout', {}, { token: session.token }).catch(() => undefined);
}

/**
 * Lets one tab at a time renew. Nothing depends on it: a refresh token that is sent again within the
 * drive's leeway gives the same successor, so tabs that renew at the same time end up with the same
 * session. The lock saves requests. Web locks exist in secure contexts only.
 */
async function withRefreshLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}

let renewal: Promise<string> | null = null;

/** Returns a new token in place of `old`, or the one that another tab has got already. */
export async function renew(old: string): Promise<string> {
  renewal ??= withRefreshLock(() => renewLocked(old)).finally(() => {
    renewal = null;
  });
  const token = await renewal;
  // What was begun as one user must not go on as the next one to log in.
  if (claimsOf(token).user !== claimsOf(old).user) throw new Unreachable('logged out');
  return token;
}

async function renewLocked(old: string): Promise<string> {
  const current = useSession.getState().session;
  if (!current) throw new Unreachable('logged out');
  if (current.token !== old) return current.token;
  const successor = await successorOf(current);
  if (successor) return replace(current, successor);
  try {
    const renewed = sessionFrom(await exchange(current.refreshToken), current.username);
    replace(current, renewed);
    await record(renewed);
    return renewed.token;
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    return afterRefusal(current, error);
  }
}

/**
 * Sends a refresh token, and once more at once if there is no reply: the drive may have taken it, and gives the same
 * successor again for a short while only, which a page in the background may sleep through.
 */
async function exchange(refreshToken: string): Promise<Tokens> {
  const send = () => {
    const signal = AbortSignal.timeout(RENEW_REPLY_MS);
    return post<Tokens>('/token/refresh', { refreshToken }, { signal });
  };
  return send().catch((error: unknown) => {
    if (!(error instanceof Unreachable)) throw error;
    return send();
  });
}

/**
 * Returns the session of the same user that another tab has got since, or undefined. Which one is later is told by
 * the drive's clock: this machine's may have been set back meanwhile.
 */
async function successorOf(current: Session): Promise<Session | undefined> {
  return [await recorded(), storedSession()].find(
    (other): other is Session =>
      other?.username === current.username &&
      other.token !== current.token &&
      claimsOf(other.token).issuedAt >= claimsOf(current.token).issuedAt,
  );
}

/** Goes on with what another tab has logged in to since, or ends the session that the drive does not know. */
async function afterRefusal(refused: Session, error: Problem): Promise<string> {
  const successor = await successorOf(refused);
  if (successor) return replace(refused, successor);
  if (storedSession()?.token === refused.token) {
    keep(null, true);
    void forgetRecord();
  } else {
    useSession.setState(stored());
  }
  throw error;
}

/** Keeps `renewed` and returns its token; throws if the user has logged out since, here or in another tab. */
function replace(current: Session, renewed: Session): string {
  const now = stored();
  if (now.session?.username !== current.username) {
    useSession.setState(now);
    throw new Unreachable('logged out');
  }
  keep(renewed);
  return renewed.token;
}

/** Returns a token that works for a while, renewed if necessary; null when nobody is logged in. */
export async function accessToken(): Promise<string | null> {
  const { session } = useSession.getState();
  if (!session) return null;
  if (Date.now() < session.renewAt) return session.token;
  try {
    return await renew(session.token);
  } catch (error) {
    // The old token may still work; if not, the reply says so.
    if (error instanceof Unreachable) return session.token;
    throw error;
  }
}

/** Renews tokens ahead of time, and follows the log-ins and log-outs of other tabs, while the page is open. */
export function startSession(): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === STORAGE_KEY || key === null) useSession.setState(stored());
  });
  setInterval(() => {
    if (useSession.getState().session) void accessToken().catch(() => undefined);
  }, RENEW_CHECK_MS);
}
