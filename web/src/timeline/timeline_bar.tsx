import { words } from '../messages/words';
import { DensityChoice } from './density_choice';
import { MonthMenu } from './month_menu';
import type { Month } from './months';

interface Props {
  count: number;
  /** Empty where the timeline is so short that nobody needs to jump. */
  months: readonly Month[];
  go(place: number): void;
}

/** What stands above the timeline: how much it has, where to go, and how large pictures are. */
export function TimelineBar({ count, months, go }: Props) {
  return (
    <div className="timeline-bar">
      <p>{words.library.photos(count)}</p>
      {months.length > 1 && <MonthMenu months={months} go={go} />}
      <DensityChoice />
    </div>
  );
}
