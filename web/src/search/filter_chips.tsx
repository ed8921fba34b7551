import { useRef } from 'react';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { filtersOf, type Search, without } from './search_query';
import { filterSubject, filterText } from './search_words';

interface Props {
  search: Search;
  change(search: Search): void;
}

/** The filters that are set; each is removed by a press. */
export function FilterChips({ search, change }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const filters = filtersOf(search);
  if (filters.length === 0) return null;
  const remove = (left: Search) => {
    change(left);
    // The focus goes to the chip that takes the place, or to the results.
    requestAnimationFrame(() =>
      (list.current?.querySelector('button') ?? document.getElementById('main'))?.focus(),
    );
  };
  return (
    <ul ref={list} className="search-chips" aria-label={words.search.filters}>
      {filters.map((name) => {
        const text = filterText(search, name);
        const subject = filterSubject(name);
        return (
          <li key={name}>
            <button
              type="button"
              className="search-chip set"
              aria-label={words.search.removeFilter(subject ? `${subject}: ${text}` : text)}
              onClick={() => remove(without(search, name))}
            >
              {subject && <small>{subject}</small>}
              <span>{text}</span>
              <Icon name="close" size={14} />
            </button>
          </li>
        );
      })}
      {filters.length > 1 && (
        <li>
          <button
            type="button"
            className="button quiet"
            onClick={() => remove({ text: search.text })}
          >
            {words.search.clearFilters}
          </button>
        </li>
      )}
    </ul>
  );
}
