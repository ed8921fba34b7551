import { formatDuration } from '../ui/format';
import { useTime } from './use_time';

/** The position in the song. */
export function Elapsed() {
  return <span className="time">{formatDuration(useTime())}</span>;
}
