import { reachable } from '../api/base';
import { api, unwrap } from '../api/client';
import { explain, Problem } from '../api/problem';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import { freshFile } from './fetch_files';

/** Browsers drop downloads that follow each other faster than this. */
const BETWEEN_DOWNLOADS_MS = 400;
/** The most files that the drive puts into one archive by their ids. */
const FILES_PER_ARCHIVE = 1000;

type Wanted = { fileIds: string[] } | { collection: string };

/** Lets the browser save what is behind a URL. */
function save(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

async function saveOne(id: string): Promise<void> {
  const file = await freshFile(id);
  if (file) save(reachable(file.downloadUrl), file.fileName);
}

/** Asks for an archive, again and again while the drive reads old files that it must know better. */
async function preparedArchive(wanted: Wanted) {
  for (;;) {
    try {
      return await unwrap(api.POST('/downloads', { body: { ...wanted, sidecars: false } }));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'download_being_prepared') throw error;
      const seconds = error.retryAfter ?? 1;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
}

/** Saves one archive; where the drive makes none, the page makes it from the single files. */
async function saveArchive(wanted: Wanted, name: string): Promise<void> {
  const archive = await preparedArchive(wanted);
  if (archive.url) return save(reachable(archive.url), `${name}.zip`);
  const { saveZip } = await import('./zip_in_page');
  await saveZip(archive.downloadId, archive.size, name);
}

async function reported(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    toast(words.library.downloadStopped(explain(error)), 'bad');
  }
}

/** Saves one original under its name, or several in an archive. */
export function downloadFiles(ids: readonly string[]): Promise<void> {
  const { library } = words;
  return reported(async () => {
    if (ids.length === 1) return saveOne(ids[0] as string);
    if (ids.length > 1) toast(library.preparingDownload(ids.length));
    for (let at = 0; at < ids.length; at += FILES_PER_ARCHIVE) {
      if (at > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_DOWNLOADS_MS));
      const part = ids.length > FILES_PER_ARCHIVE ? ` ${at / FILES_PER_ARCHIVE + 1}` : '';
      const fileIds = ids.slice(at, at + FILES_PER_ARCHIVE);
      await saveArchive({ fileIds }, library.archiveName + part);
    }
  });
}

/** Saves the originals of an album or a playlist in an archive. */
export function downloadCollection(id: string, title: string, count: number): Promise<void> {
  toast(words.library.preparingDownload(count));
  return reported(() => saveArchive({ collection: id }, title));
}
