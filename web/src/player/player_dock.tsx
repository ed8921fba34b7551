import { useSession } from '../api/session';
import { useLater } from '../ui/use_later';
import { hasKeptQueue } from './kept';
import { loadPlayer, usePlayerWanted } from './load_player';

async function load() {
  const [bar] = await Promise.all([import('./player_bar'), loadPlayer()]);
  return bar;
}

/** The place of the player at the bottom of every screen. It is loaded at once where there is something to play. */
export function PlayerDock() {
  const user = useSession((state) => state.session?.username);
  const wanted = usePlayerWanted((state) => state.wanted);
  const bar = useLater(load, wanted || (user !== undefined && hasKeptQueue(user)));
  return bar && <bar.PlayerBar />;
}
