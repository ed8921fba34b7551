import { useSession } from '../api/session';
import { words } from '../messages/words';
import { toast } from '../ui/toast';
import { uploads } from '../uploads/upload_queue';
import { forgetShared, sharedFiles } from './shared_files';

/** Gives the files that were shared into the app to the upload queue, which keeps them from then on. */
async function upload(): Promise<void> {
  const files = await sharedFiles();
  if (files.length === 0) return;
  uploads.add(files);
  toast(words.offline.shared(files.length));
  const stop = uploads.shown.subscribe(() => {
    if (uploads.needsThePage) return;
    stop();
    void forgetShared();
  });
}

/** Says if files could not be received, and takes the news out of the address bar. */
function readAddress(): void {
  const query = new URLSearchParams(location.search);
  if (!query.has('shared')) return;
  if (query.get('shared') === 'failed') toast(words.offline.notReceived, 'bad');
  history.replaceState(history.state, '', location.pathname);
}

/** Uploads what was shared into the app, once somebody is logged in. Forgets it at a log-out. */
export function startShared(): void {
  readAddress();
  // Only secure contexts have caches.
  if (!('caches' in window)) return;
  useSession.subscribe((now, before) => {
    if (now.session?.username === before.session?.username) return;
    if (now.session) void upload();
    else if (!now.ended) void forgetShared();
  });
  if (useSession.getState().session) void upload();
}
