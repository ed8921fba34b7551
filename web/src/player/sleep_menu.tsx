import { locale } from '../messages/locale';
import { words } from '../messages/words';
import { PopoverMenu } from './popover_menu';
import { SLEEP_MINUTES, sleepAfter } from './sleep_timer';
import { usePlayer } from './store';

/** Says when the music stops by itself. */
function stopWords(sleep: number | 'song'): string {
  const { player } = words;
  if (sleep === 'song') return player.sleepAtEnd;
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  return player.sleepAt(new Date(sleep).toLocaleTimeString(locale(), clock));
}

export function SleepMenu() {
  const sleep = usePlayer((state) => state.sleep);
  const { player } = words;
  const choices: { label: string; choice: number | 'song' | null }[] = [
    ...SLEEP_MINUTES.map((each) => ({ label: player.sleepMinutes(each), choice: each })),
    { label: player.sleepSong, choice: 'song' },
    ...(sleep === null ? [] : [{ label: player.sleepOff, choice: null }]),
  ];
  return (
    <PopoverMenu icon="moon" label={player.sleep} active={sleep !== null}>
      {(close) => (
        <>
          <p className="menu-title">{sleep === null ? player.sleep : stopWords(sleep)}</p>
          {choices.map(({ label, choice }) => (
            <button
              key={label}
              type="button"
              className="menu-item"
              onClick={() => {
                sleepAfter(choice);
                close();
              }}
            >
              {label}
            </button>
          ))}
        </>
      )}
    </PopoverMenu>
  );
}
