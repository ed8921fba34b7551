/** Returns when a file was uploaded: the first 48 bits of its id are milliseconds (RFC 9562, version 7). */
export function uploadedAt(fileId: string): Date {
  return new Date(Number.parseInt(fileId.slice(0, 8) + fileId.slice(9, 13), 16));
}

/** Returns the lowest id of the day on which a file was uploaded, in the reader's time zone. */
export function firstIdOfDay(fileId: string): string {
  const midnight = uploadedAt(fileId).setHours(0, 0, 0, 0);
  const hex = midnight.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const thisYear = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const otherYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

export function dayName(fileId: string, now = new Date()): string {
  const date = uploadedAt(fileId);
  const today = new Date(now).setHours(0, 0, 0, 0);
  const yesterday = new Date(today).setDate(new Date(today).getDate() - 1);
  if (date.getTime() >= today) return 'Today';
  if (date.getTime() >= yesterday) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
}
