import { useSession } from '../api/session';
import { isPlaying, position } from './engine';
import { forgetQueue, keepPosition, keepQueue, keptOf, keptPosition, keptQueue } from './kept';
import { restoreAt, stop } from './playback';
import { restoredQueue } from './queue';
import { leavePlace } from './remembered';
import { setList, usePlayer } from './store';

const KEEP_POSITION_MS = 5000;

/** The user whose queue this is. */
let user: string | null = null;

function restore(): void {
  const kept = user ? keptQueue(user) : null;
  if (!user || !kept || kept.ids.length === 0) return;
  setList(restoredQueue(kept));
  usePlayer.setState({ repeat: kept.repeat, shuffle: kept.shuffle });
  const id = kept.ids[kept.at];
  if (id) restoreAt(keptPosition(user, id));
}

function keepWhere(): void {
  const { file } = usePlayer.getState();
  if (!user || !file) return;
  keepPosition(user, file.fileId, position());
  leavePlace(file, position());
}

/** Keeps the queue and the position in it over reloads, for each user, and brings them back: paused. */
export function startRestore(): void {
  user = useSession.getState().session?.username ?? null;
  restore();
  usePlayer.subscribe((now, before) => {
    if (!user) return;
    const { list, repeat, shuffle } = now;
    if (list !== before.list || repeat !== before.repeat || shuffle !== before.shuffle) {
      if (list.at < 0) forgetQueue(user);
      else keepQueue(user, keptOf(list, repeat, shuffle));
    }
    if (now.playing !== before.playing) keepWhere();
  });
  setInterval(() => {
    if (isPlaying()) keepWhere();
  }, KEEP_POSITION_MS);
  addEventListener('pagehide', keepWhere);
  useSession.subscribe((now) => {
    const name = now.session?.username ?? null;
    if (name === user) return;
    keepWhere();
    user = null;
    stop();
    user = name;
    restore();
  });
}
