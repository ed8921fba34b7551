import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import { SPEEDS } from './listening';
import { PopoverMenu } from './popover_menu';
import { setSpeed } from './speed';
import { usePlayer } from './store';

export function SpeedMenu() {
  const speed = usePlayer((state) => state.speed);
  const { player } = words;
  return (
    <PopoverMenu icon="speed" label={player.speedOf(numeral(speed))} active={speed !== 1}>
      {(close) => (
        <>
          <p className="menu-title">{player.speed}</p>
          {SPEEDS.map((each) => (
            <button
              key={each}
              type="button"
              className="menu-item"
              aria-pressed={each === speed}
              onClick={() => {
                setSpeed(each);
                close();
              }}
            >
              {numeral(each)}×
            </button>
          ))}
        </>
      )}
    </PopoverMenu>
  );
}
