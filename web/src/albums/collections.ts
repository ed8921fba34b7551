import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import { type News, onFileEvent } from '../api/file_events';
import { Problem } from '../api/problem';
import { queryClient } from '../api/query_client';
import type { components } from '../api/schema';
import { useSession } from '../api/session';
import { pauseCollection } from '../library/use_catalogue';

export type Collection = components['schemas']['Collection'];
export type CollectionKind = Collection['kind'];

/** What can be changed of a collection; null removes a description, or goes back to the first file as cover. */
export interface CollectionPatch {
  title?: string;
  description?: string | null;
  coverFileId?: string | null;
}

const KEY = ['collections'] as const;
const COLLECTIONS_PER_PAGE = 1000;
/** The most files that the drive takes in one request. */
const FILES_AT_A_TIME = 1000;

async function fetchCollections(): Promise<readonly Collection[]> {
  const all: Collection[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { limit: COLLECTIONS_PER_PAGE, ...(cursor ? { cursor } : {}) };
    const page = await unwrap(api.GET('/collections', { params: { query } }));
    all.push(...page.collections);
    cursor = page.nextCursor;
    if (!cursor) return all;
  }
}

/** What is known of the collections of one kind. */
export interface Collections {
  /** The newest first; undefined until they are known. */
  readonly collections: readonly Collection[] | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Returns all albums or all playlists, and renders again when one of them changes. */
export function useCollections(kind: CollectionKind): Collections {
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: fetchCollections });
  return {
    collections: data?.filter((collection) => collection.kind === kind),
    error: data ? null : error,
    retry: () => void refetch(),
  };
}

/** Returns one collection: undefined until it is known, and null when there is none with this id. */
export function useCollection(id: string): Collection | null | undefined {
  const { data } = useQuery({ queryKey: KEY, queryFn: fetchCollections });
  return data && (data.find((collection) => collection.collectionId === id) ?? null);
}

/** Puts a collection into the list that is shown, or replaces it there. */
function show(collection: Collection): void {
  queryClient.setQueryData<readonly Collection[]>(KEY, (all) => {
    if (!all) return all;
    const known = all.some(({ collectionId }) => collectionId === collection.collectionId);
    if (!known) return [collection, ...all];
    return all.map((each) => (each.collectionId === collection.collectionId ? collection : each));
  });
}

function hide(id: string): void {
  queryClient.setQueryData<readonly Collection[]>(KEY, (all) =>
    all?.filter(({ collectionId }) => collectionId !== id),
  );
}

export async function createCollection(
  title: string,
  kind: CollectionKind,
  description?: string,
): Promise<Collection> {
  const body = { title, kind, ...(description ? { description } : {}) };
  const collection = await unwrap(api.POST('/collections', { body }));
  show(collection);
  return collection;
}

export async function changeCollection(id: string, patch: CollectionPatch): Promise<Collection> {
  const call = api.PATCH('/collections/{id}', { params: { path: { id } }, body: patch });
  const collection = await unwrap(call);
  show(collection);
  return collection;
}

/** Deletes a collection, but none of its files. One that is gone already is no failure. */
export async function deleteCollection(id: string): Promise<void> {
  // What is asked of it meanwhile would be answered with 404.
  const resume = await pauseCollection(id);
  try {
    await unwrap(api.DELETE('/collections/{id}', { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) {
      resume();
      throw error;
    }
  }
  hide(id);
}

/** Calls `send` for so many files at a time as the drive takes. */
async function inParts(
  fileIds: readonly string[],
  send: (part: string[]) => Promise<Collection>,
): Promise<void> {
  for (let at = 0; at < fileIds.length; at += FILES_AT_A_TIME) {
    show(await send(fileIds.slice(at, at + FILES_AT_A_TIME)));
  }
}

/** What became of a wish to add files. */
export interface Added {
  /** How many files came in; those that were in it stay where they are. */
  readonly added: number;
  /** How many could not be added. */
  readonly failed: number;
}

/** Adds files at the end. */
export async function addToCollection(id: string, fileIds: readonly string[]): Promise<Added> {
  let added = 0;
  let failed = 0;
  await inParts(fileIds, async (part) => {
    const params = { path: { id } };
    const reply = await unwrap(
      api.POST('/collections/{id}/files', { params, body: { fileIds: part } }),
    );
    added += reply.added;
    failed += reply.failed.length;
    return reply.collection;
  });
  return { added, failed };
}

/** Takes files out of a collection; they stay in the library. */
export async function removeFromCollection(id: string, fileIds: readonly string[]): Promise<void> {
  await inParts(fileIds, async (part) => {
    const params = { path: { id } };
    const call = api.POST('/collections/{id}/files/remove', { params, body: { fileIds: part } });
    return (await unwrap(call)).collection;
  });
}

/** Moves files before another one, in their given order; without that, to the end. */
export async function orderCollection(
  id: string,
  fileIds: readonly string[],
  before?: string,
): Promise<void> {
  await inParts(fileIds, async (part) => {
    const params = { path: { id } };
    const body = { fileIds: part, ...(before ? { before } : {}) };
    return (await unwrap(api.POST('/collections/{id}/order', { params, body }))).collection;
  });
}

/** News that make collections be fetched again: files that leave or come back change counts and covers. */
const TELLING: ReadonlySet<News['type']> = new Set([
  'collection.changed',
  'collection.deleted',
  'file.trashed',
  'file.restored',
  'file.deleted',
  'files.changed',
]);
/** Many files that are deleted at once are many news. */
const GATHER_MS = 500;

/** Keeps the collections up to date with the drive, and forgets them when somebody else logs in. */
export function startCollections(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onFileEvent(({ type }) => {
    if (!TELLING.has(type)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void queryClient.invalidateQueries({ queryKey: KEY }), GATHER_MS);
  });
  useSession.subscribe((now, before) => {
    if (before.session && now.session?.username !== before.session.username)
      queryClient.removeQueries({ queryKey: KEY });
  });
}
