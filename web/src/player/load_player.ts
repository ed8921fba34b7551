import { create } from 'zustand';

type Player = typeof import('./player');

/** Set once somebody has asked for the player, which then shows itself. */
export const usePlayerWanted = create<{ wanted: boolean }>(() => ({ wanted: false }));

let loading: Promise<Player> | null = null;

/**
 * Loads the player, which the first screen does without, and starts it the first time. Whatever plays music awaits
 * this before it calls player.ts. Rejects where it cannot be fetched; the next call tries again.
 */
export function loadPlayer(): Promise<Player> {
  loading ??= import('./player').then(
    (player) => {
      player.startPlayer();
      return player;
    },
    (error) => {
      loading = null;
      throw error;
    },
  );
  usePlayerWanted.setState({ wanted: true });
  return loading;
}
