import { setSpeed as setEngineSpeed } from './engine';
import { prepareNext } from './playback';
import { rememberSpeed } from './remembered';
import { usePlayer } from './store';

/** Changes the speed, and keeps it for files of this kind. */
export function setSpeed(speed: number): void {
  const { file } = usePlayer.getState();
  if (!file) return;
  rememberSpeed(file, speed);
  usePlayer.setState({ speed });
  setEngineSpeed(speed);
  void prepareNext();
}
