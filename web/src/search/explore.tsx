import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import { Icon, type IconName } from '../ui/icon';
import { forgetSearches, useRecentSearches } from './recent';
import type { Field, Search } from './search_query';
import { partsOfPlace } from './search_words';
import { useFacets } from './use_finds';

const MAX_VALUES = 12;

const GROUPS: readonly (readonly [Exclude<Field, 'album'>, IconName])[] = [
  ['place', 'place'],
  ['keyword', 'edit'],
  ['camera', 'camera'],
  ['artist', 'artist'],
  ['genre', 'genre'],
];

/** What one could look for, while nothing is looked for. */
export function Explore({ change }: { change(search: Search): void }) {
  const facets = useFacets({}, MAX_VALUES);
  const recent = useRecentSearches();
  const texts = words.search;
  const years = [...(facets?.year ?? [])].sort((a, b) => Number(b.value) - Number(a.value));
  return (
    <div className="explore">
      <p className="muted">{texts.exploreHint}</p>
      {recent.length > 0 && (
        <section>
          <h2>{texts.recent}</h2>
          <div className="search-chips">
            {recent.map((text) => (
              <button
                key={text}
                type="button"
                className="search-chip"
                onClick={() => change({ text })}
              >
                <Icon name="retry" size={16} /> <span>{text}</span>
              </button>
            ))}
            <button type="button" className="button quiet" onClick={forgetSearches}>
              {texts.forgetRecent}
            </button>
          </div>
        </section>
      )}
      {GROUPS.map(([field, icon]) => {
        const values = facets?.[field] ?? [];
        if (values.length === 0) return null;
        return (
          <section key={field}>
            <h2>{texts.fieldsOf[field]}</h2>
            <div className="search-chips">
              {values.map(({ value, count }) => (
                <button
                  key={value}
                  type="button"
                  className="search-chip"
                  onClick={() => change({ text: '', [field]: value })}
                >
                  <Icon name={icon} size={16} />
                  <span>{field === 'place' ? partsOfPlace(value).name : value}</span>
                  <small>{numeral(count)}</small>
                </button>
              ))}
            </div>
          </section>
        );
      })}
      {years.length > 0 && (
        <section>
          <h2>{texts.years}</h2>
          <div className="search-chips">
            {years.map(({ value, count }) => (
              <button
                key={value}
                type="button"
                className="search-chip"
                onClick={() => change({ text: '', year: Number(value) })}
              >
                <span>{value}</span> <small>{numeral(count)}</small>
              </button>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
