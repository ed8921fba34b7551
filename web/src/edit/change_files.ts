import { api, type File, unwrap } from '../api/client';
import { explain, Problem } from '../api/problem';
import { fetchFile, fetchSome } from '../library/fetch_files';
import { cachedFile } from '../library/file_cache';
import { takeFiles } from '../library/use_catalogue';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { toast } from '../ui/toast';
import type { Patch } from './draft';

/** What is to be changed of one file. */
export interface Change {
  readonly fileId: string;
  readonly patch: Patch;
}

/** The most files that the drive changes in one request. */
const CHANGED_AT_A_TIME = 1000;
/** The drive's events tell of more changes than these in time. */
const MAX_FETCHES = 60;

/** Gathers the files that are changed alike, because one request changes them all. */
export function alike(changes: readonly Change[]): { fileIds: string[]; patch: Patch }[] {
  const groups = new Map<string, { ids: string[]; patch: Patch }>();
  for (const { fileId, patch } of changes) {
    const key = JSON.stringify(patch);
    const group = groups.get(key) ?? { ids: [], patch };
    group.ids.push(fileId);
    if (key !== '{}') groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ ids, patch }) =>
    Array.from({ length: Math.ceil(ids.length / CHANGED_AT_A_TIME) }, (_, i) => ({
      fileIds: ids.slice(i * CHANGED_AT_A_TIME, (i + 1) * CHANGED_AT_A_TIME),
      patch,
    })),
  );
}

/** Changes any number of files, shows the changes, and tells which files were not changed and why. */
export async function changeFiles(
  changes: readonly Change[],
): Promise<{ failed: number; why: unknown }> {
  const changed: string[] = [];
  let failed = 0;
  let why: unknown;
  for (const group of alike(changes)) {
    try {
      const answer = await unwrap(api.PATCH('/files', { body: group }));
      changed.push(...Object.keys(answer.revisions));
      failed += answer.failed.length;
    } catch (error) {
      failed += group.fileIds.length;
      why = error;
    }
  }
  const shown = changed.filter((id) => cachedFile(id) !== undefined).slice(0, MAX_FETCHES);
  takeFiles(await fetchSome(shown).catch(() => []));
  return { failed, why };
}

/**
 * Changes one file if nobody else has changed it since `revision`; otherwise asks whether to do it all the same.
 * Resolves to the changed file, or to null if it stays as the others left it. Throws what the drive refuses.
 */
export async function changeFile(
  { fileId, patch }: Change,
  revision: number,
): Promise<File | null> {
  const params = { path: { id: fileId }, header: { 'If-Match': `"${revision}"` } };
  try {
    const file = await unwrap(api.PATCH('/files/{id}', { params, body: patch }));
    takeFiles([file]);
    return file;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'revision_mismatch') throw error;
  }
  const now = await fetchFile(fileId);
  if (!now) return null;
  takeFiles([now]);
  const { edit } = words;
  const mine = await confirm(edit.changedElsewhere, edit.changedElsewhereText, edit.saveAnyway);
  return mine ? changeFile({ fileId, patch }, now.revision) : null;
}

/** Says what was changed, and offers to undo it. */
export function tellChanged(count: number, undo: readonly Change[]): void {
  const { edit } = words;
  const run = async () => {
    const { failed, why } = await changeFiles(undo);
    if (failed === 0) toast(edit.undone);
    else tellFailed(failed, why);
  };
  toast(edit.changed(count), 'plain', { label: edit.undo, run: () => void run() });
}

export function tellFailed(count: number, why: unknown): void {
  const text = words.edit.notChanged(count);
  toast(why === undefined ? text : `${text} ${explain(why)}`, 'bad');
}
