import { downloadZip } from 'client-zip';
import { api, unwrap } from '../api/client';

/** The page holds an archive in its memory where the browser cannot write to a file; larger ones are not made. */
const MAX_IN_MEMORY_BYTES = 2_000_000_000;
const KEEP_MS = 60_000;

type Picker = (options: { suggestedName: string }) => Promise<{
  createWritable(): Promise<WritableStream<Uint8Array>>;
}>;

/** The user has closed the browser's question where to save. */
function noneChosen(error: unknown): undefined {
  if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
}

async function* filesOf(downloadId: string) {
  for (let cursor: string | undefined; ; ) {
    const params = { path: { id: downloadId }, query: cursor ? { cursor } : {} };
    const page = await unwrap(api.GET('/downloads/{id}/files', { params }));
    for (const { name, size, fileUrl } of page.files) {
      const input = await fetch(fileUrl);
      if (!input.ok) throw new Error(`${name}: ${input.status}`);
      yield { name, size, input };
    }
    cursor = page.nextCursor;
    if (!cursor) return;
  }
}

/**
 * Puts the files of a download together, where the drive makes no archive (on AWS). Chromium writes it to a file as it
 * comes; other browsers keep it in memory until it is whole.
 */
export async function saveZip(downloadId: string, size: number, name: string): Promise<void> {
  const zip = downloadZip(filesOf(downloadId));
  const picker = (window as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (picker && zip.body) {
    const handle = await picker({ suggestedName: `${name}.zip` }).catch(noneChosen);
    return handle && zip.body.pipeTo(await handle.createWritable());
  }
  if (size > MAX_IN_MEMORY_BYTES) throw new RangeError('too large to be held in memory');
  const url = URL.createObjectURL(await zip.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
