import { words } from '../messages/words';

/** Says how long something plays: "48 minutes", "1 hour 12 minutes". */
export function lengthOf(seconds: number): string {
  const { hours, minutes } = words.music;
  const all = Math.max(1, Math.round(seconds / 60));
  if (all < 60) return minutes(all);
  const rest = all % 60;
  const whole = hours(Math.floor(all / 60));
  return rest > 0 ? `${whole} ${minutes(rest)}` : whole;
}
