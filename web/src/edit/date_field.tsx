import { useId } from 'react';
import { words } from '../messages/words';
import { dateFrom, partsOf } from './draft';

interface Props {
  /** "" where files differ or the file is asked. */
  value: string;
  hint: string | undefined;
  onChange(date: string): void;
}

/** When the photo was taken: the day, and the time of day if it is known. */
export function DateField({ value, hint, onChange }: Props) {
  const { edit } = words;
  const id = useId();
  const { day, time } = partsOf(value);
  return (
    <div className="field">
      <div className="date-parts">
        <div className="field">
          <label htmlFor={`${id}-day`}>{edit.day}</label>
          <input
            id={`${id}-day`}
            type="date"
            value={day}
            min="0001-01-01"
            max="9999-12-31"
            onChange={(event) => {
              if (event.target.value) onChange(dateFrom(event.target.value, time, value));
            }}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-time`}>{edit.time}</label>
          <input
            id={`${id}-time`}
            type="time"
            value={time}
            disabled={day === ''}
            aria-describedby={`${id}-hint`}
            onChange={(event) => onChange(dateFrom(day, event.target.value, value))}
          />
        </div>
      </div>
      <small id={`${id}-hint`}>{hint ?? edit.noTime}</small>
    </div>
  );
}
