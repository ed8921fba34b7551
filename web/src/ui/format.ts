import { locale } from '../messages/locale';

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Formats 84213 as "84 kB", in the decimal units of the server's messages. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < SIZES.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${decimal(value, digits)} ${SIZES[unit]}`;
}

/** Writes a number with so many digits behind the point, or the comma of the language. */
function decimal(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(locale(), options);
}

/** Formats 83.4 as "1:23", and 3661 as "1:01:01". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const s = String(whole % 60).padStart(2, '0');
  const m = Math.floor(whole / 60) % 60;
  const h = Math.floor(whole / 3600);
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** Says roughly how long something will take: "4 s", "3 min", "1 h 20 min". */
export function formatRemaining(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const SPANS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Formats 2592000 as "30 days": in the largest unit of which there is at least one. */
export function formatSpan(seconds: number): string {
  const [unit, length] = SPANS.find(([, least]) => seconds >= least) ?? SPANS[3];
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return Math.round(seconds / length).toLocaleString(locale(), options);
}

/** Formats 0.004 as "1/250 s", and 2.5 as "2.5 s". */
export function formatExposure(seconds: number): string {
  return seconds >= 0.4
    ? `${decimal(seconds, Number.isInteger(Number(seconds.toFixed(1))) ? 0 : 1)} s`
    : `1/${Math.round(1 / seconds)} s`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
