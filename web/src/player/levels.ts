import { setLevels } from './engine';
import { keepVolume, usePlayer } from './store';

const { getState: get, setState: set } = usePlayer;

/** Tells the engine how loud the listener wants it. */
export function applyLevels(): void {
  setLevels(get());
  keepVolume(get());
}

export function setVolume(volume: number): void {
  set({ volume, muted: false });
  applyLevels();
}

export function toggleMuted(): void {
  set({ muted: !get().muted });
  applyLevels();
}

export function toggleNormalised(): void {
  set({ normalised: !get().normalised });
  applyLevels();
}
