/** An album, artist, genre or playlist that was played from its page. */
export interface Played {
  readonly href: string;
  readonly title: string;
  readonly subtitle: string;
  /** The file whose cover stands for it. */
  readonly coverFileId?: string;
}

const MAX_KEPT = 12;

function isPlayed(value: unknown): value is Played {
  const { href, title, subtitle } = (value ?? {}) as Partial<Record<keyof Played, unknown>>;
  return [href, title, subtitle].every((text) => typeof text === 'string');
}

/** Reads what was stored, by this version of the app or another one. */
export function parsePlayed(stored: string | null): readonly Played[] {
  try {
    const list: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(list) ? list.filter(isPlayed) : [];
  } catch {
    return [];
  }
}

/** Puts what was played in front, and drops what is too much. */
export function withPlayed(list: readonly Played[], played: Played): readonly Played[] {
  return [played, ...list.filter(({ href }) => href !== played.href)].slice(0, MAX_KEPT);
}
