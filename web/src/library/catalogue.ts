import type { File, Kind, Outline } from '../api/client';
import { type News, onFileEvent } from '../api/file_events';
import { FILES_PER_PAGE, fetchFile, fetchOutline, fetchPage } from './fetch_files';
import { cachedFile, dropFile, hasFreshFile } from './file_cache';

/** The part of a file that is known before its record is fetched. */
export interface Item {
  readonly id: string;
  /** Width divided by height, or 0 if it is not known. */
  readonly aspect: number;
  readonly color: string;
  /** Opens the page of GET /retrieve with this file; undefined for a file that is newer than the list. */
  readonly cursor: string | null | undefined;
}

export interface CatalogueState {
  readonly items: readonly Item[];
  /** Whether the items are all there are. */
  readonly complete: boolean;
  readonly error: unknown;
}

/** Events of one batch of uploads come close together; they are handled together. */
const GATHER_MS = 150;
/** If more files than this have changed, the newest page is fetched instead of each file. */
const MAX_SINGLE_FETCHES = 6;
/** How often the library is polled without an event stream while no file is being processed. */
const CALM_POLL_MS = 60_000;

export function itemsOf(outline: Outline, cursor: string | null): Item[] {
  return outline.fileIds.map((id, i) => ({
    id,
    aspect: (outline.aspects[i] ?? 0) / 1000,
    color: outline.colors[i] ?? '',
    cursor:
      i < FILES_PER_PAGE ? cursor : (outline.cursors[Math.floor(i / FILES_PER_PAGE) - 1] ?? null),
  }));
}

function itemOf(file: File, cursor: string | null | undefined): Item {
  const aspect = file.width && file.height ? file.width / file.height : 0;
  return { id: file.fileId, aspect, color: file.dominantColor ?? '', cursor };
}

/** Inserts items, newest first (ids of version 7 sort by time), and replaces those with the same id. */
export function withItems(items: readonly Item[], news: readonly Item[]): readonly Item[] {
  if (news.length === 0) return items;
  const byId = new Map(news.map((item) => [item.id, item]));
  const kept = items.map((item) => {
    const update = byId.get(item.id);
    if (!update) return item;
    byId.delete(item.id);
    return { ...update, cursor: item.cursor };
  });
  if (byId.size === 0) return kept;
  return [...kept, ...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Lists all files of one kind, keeps the list up to date, and fetches the records of files on the screen. */
export class Catalogue {
  #state: CatalogueState = { items: [], complete: false, error: null };
  #listeners = new Set<() => void>();
  #news = new Set<string>();
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #stopEvents: () => void;
  #closed = false;
  /** Continues the outline; null once it is complete, undefined before it has begun. */
  #nextCursor: string | null | undefined;
  #wanted: readonly Item[] = [];
  #fetching = false;
  #polledAt = Date.now();

  constructor(readonly kind: Kind) {
    this.#stopEvents = onFileEvent((event) => this.#hear(event));
    void this.load();
  }

  close(): void {
    this.#closed = true;
    this.#stopEvents();
    clearTimeout(this.#gathering);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): CatalogueState => this.#state;

  /** Loads the newest files, and the outline of all others from where it stopped. */
  async load(): Promise<void> {
    this.#set({ error: null });
    try {
      // The first screen need not wait for the outline of what is far below.
      const first = await fetchPage(this.kind, null, FILES_PER_PAGE);
      this.#add(first.files.map((file) => itemOf(file, null)));
      if (this.#nextCursor === undefined) this.#nextCursor = first.nextCursor ?? null;
      while (this.#nextCursor !== null && !this.#closed) {
        const cursor: string = this.#nextCursor;
        const outline = await fetchOutline(this.kind, cursor);
        this.#append(itemsOf(outline, cursor));
        this.#nextCursor = outline.nextCursor ?? null;
      }
      this.#set({ complete: true });
    } catch (error) {
      this.#set({ error });
    }
  }

  /** Fetches the records of these items. A later call replaces the items that are not fetched yet. */
  want(items: readonly Item[]): void {
    this.#wanted = items;
    if (!this.#fetching) void this.#fetchWanted();
  }

  remove(ids: ReadonlySet<string>): void {
    for (const id of ids) dropFile(id);
    this.#set({ items: this.#state.items.filter((item) => !ids.has(item.id)) });
  }

  /** Adds files that were uploaded or fetched elsewhere. */
  take(files: readonly File[]): void {
    this.#add(
      files.filter((file) => file.kind === this.kind).map((file) => itemOf(file, undefined)),
    );
  }

  async #fetchWanted(): Promise<void> {
    this.#fetching = true;
    try {
      for (;;) {
        const missing = this.#wanted.find((item) => !hasFreshFile(item.id));
        if (!missing || this.#closed) return;
        if (missing.cursor !== undefined) await fetchPage(this.kind, missing.cursor);
        // The file is newer than its page, or was deleted meanwhile.
        if (!hasFreshFile(missing.id) && !(await fetchFile(missing.id))) {
          this.remove(new Set([missing.id]));
        }
        // Ask once per call, even if this clock is so wrong that the new URLs look expired.
        this.#wanted = this.#wanted.filter(({ id }) => id !== missing.id);
      }
    } catch {
      // The next call of want() tries again.
    } finally {
      this.#fetching = false;
    }
  }

  #hear(event: News): void {
    if (event.type === 'poll') return void this.#poll();
    if (event.type === 'collection.changed' || event.type === 'collection.deleted') return;
    if (event.type === 'files.changed') return this.#expect(event.detail.fileIds);
    if (event.detail.kind !== this.kind) return;
    if (event.type === 'file.deleted' || event.type === 'file.trashed') {
      return this.remove(new Set([event.fileId]));
    }
    this.#expect([event.fileId]);
  }

  #expect(ids: readonly string[]): void {
    for (const id of ids) this.#news.add(id);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.#fetchNews();
    }, GATHER_MS);
  }

  /** Fetches the newest files: at each call while one of them is being processed, rarely otherwise. */
  async #poll(): Promise<void> {
    const newest = this.#state.items.slice(0, FILES_PER_PAGE);
    const busy = newest.some((item) => cachedFile(item.id)?.status === 'processing');
    if (!busy && Date.now() - this.#polledAt < CALM_POLL_MS) return;
    this.#polledAt = Date.now();
    const page = await fetchPage(this.kind, null).catch(() => null);
    if (page) this.take(page.files);
  }

  async #fetchNews(): Promise<void> {
    const ids = [...this.#news];
    this.#news.clear();
    try {
      if (ids.length > MAX_SINGLE_FETCHES) {
        const page = await fetchPage(this.kind, null, 2 * FILES_PER_PAGE);
        this.take(page.files);
      } else {
        await Promise.all(ids.map(fetchFile));
        this.take(ids.flatMap((id) => cachedFile(id) ?? []));
      }
    } catch {
      for (const id of ids) this.#news.add(id);
    }
  }

  #add(items: readonly Item[]): void {
    this.#set({ items: withItems(this.#state.items, items) });
  }

  #append(items: readonly Item[]): void {
    const known = new Set(this.#state.items.slice(-FILES_PER_PAGE).map((item) => item.id));
    this.#set({ items: [...this.#state.items, ...items.filter((item) => !known.has(item.id))] });
  }

  #set(change: Partial<CatalogueState>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
