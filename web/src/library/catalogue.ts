import type { File } from '../api/client';
import { type News, onFileEvent } from '../api/file_events';
import { FILES_PER_PAGE, fetchFile, fetchNewest, fetchSome } from './fetch_files';
import { dropFile, hasFreshFile } from './file_cache';
import { itemOf, withItems } from './item';
import type { Item, Part, Source } from './source';

export interface CatalogueState {
  readonly items: readonly Item[];
  /** Whether the items are all there are. */
  readonly complete: boolean;
  readonly error: unknown;
}

/** Events of one batch of uploads come close together; they are handled together. */
const GATHER_MS = 150;
/** If more files than this have changed, the latest uploads are fetched first, a page in one request. */
const MAX_SINGLE_FETCHES = 6;
/** If more files than this are left then, the list is fetched anew. */
const MAX_LEFT = 60;
/** A list whose order only the drive knows is fetched again so long after a change. */
const RELOAD_MS = 1000;

/** Lists all files of a source, keeps the list up to date, and fetches the records of files on the screen. */
export class Catalogue {
  #state: CatalogueState = { items: [], complete: false, error: null };
  #listeners = new Set<() => void>();
  #news = new Set<string>();
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #reloading: ReturnType<typeof setTimeout> | undefined;
  #stopEvents: () => void;
  #closed = false;
  #paused = false;
  /** Requests for pages that are under way. */
  readonly #asked = new Set<Promise<unknown>>();
  /** Counts the times that the list was begun: what an earlier one still fetches is dropped. */
  #turn = 0;
  /** Continues the outline; null once it is complete, undefined before it has begun. */
  #nextCursor: string | null | undefined;
  /** What has changed while the list is loaded anew: the items, or null for those that are gone. */
  #late: Map<string, Item | null> | undefined;
  #wanted: readonly Item[] = [];
  #fetching = false;

  constructor(readonly source: Source) {
    this.#stopEvents = onFileEvent((event) => this.#hear(event));
    void this.load();
  }

  close(): void {
    this.#closed = true;
    this.#stopEvents();
    clearTimeout(this.#gathering);
    clearTimeout(this.#reloading);
  }

  /** Asks for nothing more of the source until resume(). Resolves once no request is under way. */
  async pause(): Promise<void> {
    this.#paused = true;
    this.#turn++;
    clearTimeout(this.#reloading);
    this.#reloading = undefined;
    await Promise.allSettled(this.#asked);
  }

  resume(): void {
    this.#paused = false;
    this.#reloadSoon();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): CatalogueState => this.#state;

  /** Loads the first files, and the outline of all others from where it stopped. */
  async load(): Promise<void> {
    if (this.#paused) return;
    const turn = this.#turn;
    this.#set({ error: null });
    try {
      // The first screen need not wait for the outline of what is far below.
      const first = await this.#ask(this.source.first());
      if (turn !== this.#turn) return;
      this.#add(first.items);
      if (this.#nextCursor === undefined) this.#nextCursor = first.next;
      while (this.#nextCursor !== null) {
        const part: Part = await this.#ask(this.source.more(this.#nextCursor));
        if (turn !== this.#turn || this.#closed) return;
        this.#append(part.items);
        this.#nextCursor = part.next;
      }
      this.#set({ complete: true });
    } catch (error) {
      if (turn === this.#turn) this.#set({ error });
    }
  }

  /** Lists everything anew and shows it once it is there. What is shown stays until then. */
  async reload(): Promise<void> {
    if (this.#paused) return;
    const turn = ++this.#turn;
    const late = new Map<string, Item | null>();
    this.#late = late;
    try {
      const items: Item[] = [];
      let part = await this.#ask(this.source.first());
      items.push(...part.items);
      while (part.next !== null && turn === this.#turn && !this.#closed) {
        part = await this.#ask(this.source.more(part.next));
        items.push(...part.items);
      }
      if (turn !== this.#turn) return;
      this.#nextCursor = null;
      const left = items.filter(({ id }) => late.get(id) !== null);
      this.#set({ items: left, complete: true, error: null });
      this.#add([...late.values()].filter((item) => item !== null));
    } catch (error) {
      if (turn === this.#turn && !this.#state.complete) this.#set({ error });
    } finally {
      if (this.#late === late) this.#late = undefined;
    }
  }

  /** Fetches the records of these items. A later call replaces the items that are not fetched yet. */
  want(items: readonly Item[]): void {
    this.#wanted = items;
    if (!this.#fetching) void this.#fetchWanted();
  }

  remove(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      dropFile(id);
      this.#late?.set(id, null);
    }
    if (!this.#state.items.some((item) => ids.has(item.id))) return;
    this.#set({ items: this.#state.items.filter((item) => !ids.has(item.id)) });
  }

  /** Adds files that were uploaded, changed or fetched elsewhere. */
  take(files: readonly File[]): void {
    const known = new Set(this.#state.items.map((item) => item.id));
    const own: Item[] = [];
    const gone = new Set<string>();
    let unsure = false;
    for (const file of files) {
      const has = this.source.has(file);
      const listed = known.has(file.fileId);
      if (has === undefined || (has && !listed && !this.source.compare)) unsure = true;
      if (has === false && listed) gone.add(file.fileId);
      if (has || (has === undefined && listed)) own.push(itemOf(file, undefined));
    }
    for (const id of gone) this.#late?.set(id, null);
    for (const item of own) this.#late?.set(item.id, item);
    if (gone.size > 0) this.#set({ items: this.#state.items.filter(({ id }) => !gone.has(id)) });
    this.#add(own);
    if (unsure) this.#reloadSoon();
  }

  async #ask<T>(page: Promise<T>): Promise<T> {
    this.#asked.add(page);
    try {
      return await page;
    } finally {
      this.#asked.delete(page);
    }
  }

  #reloadSoon(): void {
    if (this.#closed || this.#paused) return;
    this.#reloading ??= setTimeout(() => {
      this.#reloading = undefined;
      void this.reload();
    }, RELOAD_MS);
  }

  async #fetchWanted(): Promise<void> {
    this.#fetching = true;
    try {
      for (;;) {
        const missing = this.#wanted.find((item) => !hasFreshFile(item.id));
        if (!missing || this.#closed || this.#paused) return;
        if (missing.cursor !== undefined) await this.#ask(this.source.records(missing.cursor));
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
    if (event.type === 'poll') return void this.reload();
    if (event.type === 'collection.changed' || event.type === 'collection.deleted') {
      if (event.detail.collectionId !== this.source.collection) return;
      if (event.type === 'collection.changed') return this.#reloadSoon();
      this.#set({ items: [], complete: true });
      // Whatever happens to its files later, there is nothing to list any more.
      return this.close();
    }
    if (event.type === 'files.changed') return this.#expect(event.detail.fileIds);
    const { kind } = event.detail;
    if (kind && this.source.kind && kind !== this.source.kind) return;
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

  async #fetchNews(): Promise<void> {
    const ids = new Set(this.#news);
    this.#news.clear();
    try {
      if (ids.size > MAX_SINGLE_FETCHES) {
        const files = await fetchNewest(2 * FILES_PER_PAGE);
        this.take(files.filter((file) => ids.delete(file.fileId)));
      }
      if (ids.size > MAX_LEFT) return await this.reload();
      this.take(await fetchSome([...ids]));
    } catch {
      for (const id of ids) this.#news.add(id);
    }
  }

  #add(items: readonly Item[]): void {
    const { compare } = this.source;
    if (compare) return this.#set({ items: withItems(this.#state.items, items, compare) });
    const news = new Map(items.map((item) => [item.id, item]));
    const kept = this.#state.items.map((item) => {
      const update = news.get(item.id);
      news.delete(item.id);
      return update ? { ...update, cursor: item.cursor } : item;
    });
    // The first files of a list that has none yet.
    this.#set({ items: [...kept, ...news.values()] });
  }

  #append(items: readonly Item[]): void {
    const { items: kept } = this.#state;
    const known = new Set(kept.map((item) => item.id));
    const news = items.filter((item) => !known.has(item.id));
    const { compare } = this.source;
    const last = kept.at(-1);
    // Files that came as news meanwhile may belong behind these.
    const mixed = compare && last && news[0] && compare(last, news[0]) > 0;
    this.#set({ items: mixed ? withItems(kept, news, compare) : [...kept, ...news] });
  }

  #set(change: Partial<CatalogueState>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
