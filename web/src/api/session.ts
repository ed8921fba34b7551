import { create } from 'zustand';
import { apiBase } from './base';
import { Problem, type ProblemBody, Unreachable } from './problem';
import type { components } from './schema';
import { forgetRecord, record, recorded, type Session } from './session_record';

type Tokens = components['schemas']['Tokens'];

const STORAGE_KEY = 'audmg.session';
/** A token is renewed when less than this is left, or less than a quarter of its life. */
const RENEW_BEFORE_S = 60;
const RENEW_CHECK_MS = 20_000;
const LOCK = 'audmg.refresh';

function stored(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

interface SessionState {
  session: Session | null;
  /** The session ended without a log-out. */
  ended: boolean;
}

/** The session of the user that is logged in, the same in all tabs. */
export const useSession = create<SessionState>(() => ({ session: stored(), ended: false }));

function keep(session: Session | null, ended = false): void {
  if (session) localStorage.setItem(STORAGE_KEY, JSON.stringify(session));
  else localStorage.removeItem(STORAGE_KEY);
  useSession.setState({ session, ended });
}

async function post<Answer>(path: string, body: unknown, token?: string): Promise<Answer> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  let response: Response;
  try {
    response = await fetch(apiBase + path, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch (error) {
    throw new Unreachable(error);
  }
  const answer: unknown =
    response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw new Problem(response, answer as ProblemBody | undefined);
  return answer as Answer;
}

function sessionFrom(tokens: Tokens, username: string): Session {
  const { token, refreshToken, expiresIn } = tokens;
  const lasts = expiresIn - Math.min(RENEW_BEFORE_S, expiresIn / 4);
  return { username, token, refreshToken, renewAt: Date.now() + lasts * 1000 };
}

export async function signUp(username: string, email: string, password: string): Promise<void> {
  await post('/signup', { username, email, password });
}

export async function logIn(name: string, password: string): Promise<void> {
  const tokens = await post<Tokens>('/login', { username: name, password });
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
  if (session) await post('/logout', {}, session.token).catch(() => undefined);
}

/**
 * Lets one tab at a time renew, because a refresh token works once and its second use ends the session.
 * Web locks exist in secure contexts only; elsewhere tabs do not wait for each other.
 */
async function withRefreshLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(LOCK, work) : work();
}

let renewal: Promise<string> | null = null;

/** Returns a new token in place of `old`, or the one that another tab has got already. */
export function renew(old: string): Promise<string> {
  renewal ??= withRefreshLock(() => renewLocked(old)).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewLocked(old: string): Promise<string> {
  const current = useSession.getState().session;
  if (!current) throw new Unreachable('logged out');
  if (current.token !== old) return current.token;
  const latest = await recorded();
  if (latest?.username === current.username && latest.renewAt > current.renewAt) {
    return replace(current, latest);
  }
  try {
    const { refreshToken, username } = current;
    const renewed = sessionFrom(await post<Tokens>('/token/refresh', { refreshToken }), username);
    replace(current, renewed);
    await record(renewed);
    return renewed.token;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      keep(null, true);
      void forgetRecord();
    }
    throw error;
  }
}

/** Keeps `renewed` and returns its token; throws if the user has logged out since, here or in another tab. */
function replace(current: Session, renewed: Session): string {
  if (useSession.getState().session?.username !== current.username)
    throw new Unreachable('logged out');
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
    if (key === STORAGE_KEY || key === null) useSession.setState({ session: stored() });
  });
  setInterval(() => {
    if (useSession.getState().session) void accessToken().catch(() => undefined);
  }, RENEW_CHECK_MS);
}
