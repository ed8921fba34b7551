import { useQuery } from '@tanstack/react-query';
import { type InputHTMLAttributes, type KeyboardEvent, useId, useState } from 'react';
import { api, unwrap } from '../api/client';
import { words } from '../messages/words';
import { suggested } from './suggested';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  /** Whose values are suggested. */
  facet: 'place' | 'keyword';
  value: string;
  /** Values that need not be suggested. */
  without?: readonly string[];
  onChange(value: string): void;
  /** A suggestion was chosen, or Enter was pressed. */
  onChoose(value: string): void;
}

const FACETS_KEPT_MS = 60_000;

function useFacet(facet: Props['facet']): readonly string[] {
  const { data } = useQuery({
    queryKey: ['facets'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/facets', { params: { query: { limit: 1000 } }, signal })),
    staleTime: FACETS_KEPT_MS,
  });
  return data?.[facet].map(({ value }) => value) ?? [];
}

/** A text field that suggests what the library has already (ARIA's combobox with a list). */
export function SuggestedInput({ facet, value, without = [], onChange, onChoose, ...rest }: Props) {
  const listId = useId();
  const known = useFacet(facet);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const matches = open ? suggested(known, value, without) : [];
  const choose = (chosen: string) => {
    setOpen(false);
    setAt(-1);
    onChoose(chosen);
  };
  const move = (by: number) => {
    setOpen(true);
    setAt((now) => Math.min(Math.max(now + by, -1), matches.length - 1));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') choose(matches[at] ?? value);
    else if (event.key === 'Escape' && matches.length > 0) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="suggested">
      <input
        {...rest}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={matches.length > 0}
        aria-controls={listId}
        aria-activedescendant={matches[at] === undefined ? undefined : `${listId}-${at}`}
        value={value}
        onChange={(event) => {
          setOpen(true);
          setAt(-1);
          onChange(event.target.value);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={words.edit.suggestions}
        className="suggestions"
        hidden={matches.length === 0}
      >
        {matches.map((match, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field.
          <div
            key={match}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(match)}
          >
            {match}
          </div>
        ))}
      </div>
    </div>
  );
}
