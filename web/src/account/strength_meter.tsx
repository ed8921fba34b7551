import { useDeferredValue, useMemo } from 'react';
import { strengthOf } from './strength';

interface Props {
  password: string;
  known: readonly string[];
}

/** Shows how hard the password is to guess. Loaded lazily, for the list of common passwords is large. */
export default function StrengthMeter({ password, known }: Props) {
  const deferred = useDeferredValue(password);
  const { score, words } = useMemo(() => strengthOf(deferred, known), [deferred, known]);
  return (
    <div className="strength" data-score={score} role="status">
      <meter min={0} max={4} low={2} high={3} optimum={4} value={score} aria-hidden="true" />
      <small>{words}</small>
    </div>
  );
}
