import { apiBase } from './base';
import { authorizedFetch } from './client';
import { newsPace } from './news_pace';
import type { components } from './schema';

type Answer = components['schemas']['News'];
export type ToldEvent = Answer['events'][number];

export interface NewsListener {
  /** Called once for each event. */
  tell(event: ToldEvent): void;
  /** Events may have been missed. */
  missed(): void;
}

/** Events of the last minute may be told again; so many ids are enough to know them by. */
const KNOWN = 1000;

async function ask(after: string, signal: AbortSignal): Promise<Answer> {
  const url = `${apiBase || location.origin}/events?after=${encodeURIComponent(after)}`;
  const response = await authorizedFetch(new Request(url, { signal }));
  if (!response.ok) throw new Error(`no events: ${response.status}`);
  return response.json();
}

/** Asks what has happened, from time to time. */
export async function askForNews(signal: AbortSignal, listener: NewsListener): Promise<void> {
  let cursor = '';
  let known = new Set<string>();
  while (!signal.aborted) {
    try {
      const answer = await ask(cursor, signal);
      cursor = answer.cursor;
      if (answer.reset) listener.missed();
      const fresh = answer.events.filter(({ eventId }) => !known.has(eventId));
      if (fresh.length > 0) newsPace.hurry();
      known = new Set([...known, ...fresh.map(({ eventId }) => eventId)].slice(-KNOWN));
      for (const event of fresh) listener.tell(event);
    } catch {
      // Asked again after the next pause.
    }
    if (!signal.aborted) await newsPace.next(signal);
  }
}
