import { fetchTrash } from './trash';

const KEY = 'audmg.trash';

async function deletedLast(): Promise<readonly string[]> {
  return (await fetchTrash(undefined)).files.map(({ fileId }) => fileId);
}

/**
 * Returns whether the drive is known to keep deleted files for a while. It does not say so itself: it keeps a trash if
 * something is in there, and what was learned from earlier deletions is remembered.
 */
export async function keepsTrash(): Promise<boolean | undefined> {
  const known = localStorage.getItem(KEY);
  if (known === 'yes') return true;
  const files = await deletedLast().catch(() => []);
  if (files.length > 0) localStorage.setItem(KEY, 'yes');
  return files.length > 0 || (known === 'no' ? false : undefined);
}

/** Finds out whether files that were just deleted are in the trash, and remembers it. Assumes so if it cannot. */
export async function areInTrash(ids: ReadonlySet<string>): Promise<boolean> {
  try {
    const kept = (await deletedLast()).some((id) => ids.has(id));
    localStorage.setItem(KEY, kept ? 'yes' : 'no');
    return kept;
  } catch {
    return true;
  }
}
