import { dayName } from './day';

/** While one scrolls fast, the day that is passing. */
export function ScrollDate({ fileId }: { fileId: string | undefined }) {
  return fileId ? (
    <div className="scroll-date" aria-hidden="true">
      {dayName(fileId)}
    </div>
  ) : null;
}
