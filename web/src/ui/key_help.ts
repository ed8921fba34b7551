import { useEffect } from 'react';
import { create } from 'zustand';

/** The keys of one feature, under a heading. */
export interface KeyGroup {
  readonly title: string;
  /**
   * What the keys do, by their names: KeyboardEvent.key, "Space" for the space bar. "Shift+ArrowUp" are keys that are
   * pressed together, "K Space" are two that do the same.
   */
  readonly lines: Readonly<Record<string, string>>;
}

interface KeyHelp {
  /** The groups of what is shown now, the oldest first. */
  readonly groups: readonly KeyGroup[];
  /** The dialog with them is open. */
  readonly open: boolean;
}

export const useKeyGroups = create<KeyHelp>(() => ({ groups: [], open: false }));

/** Opens or closes the dialog that lists the keys. */
export function openKeyHelp(open = true): void {
  useKeyGroups.setState({ open });
}

/**
 * Lists keys in the dialog that "?" opens, as long as the component is shown. The group is an entry of the feature's
 * messages, so that it stays the same object:
 *
 *     // messages/en/player.ts
 *     keys: { title: 'Player', lines: { 'K Space': 'Play or pause', N: 'Next song' } },
 *     // player/player_bar.tsx
 *     useKeyHelp(words.player.keys);
 */
export function useKeyHelp(group: KeyGroup): void {
  useEffect(() => {
    useKeyGroups.setState(({ groups }) => ({ groups: [...groups, group] }));
    return () =>
      useKeyGroups.setState(({ groups }) => ({ groups: groups.filter((each) => each !== group) }));
  }, [group]);
}
