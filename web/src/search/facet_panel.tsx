import { useId, useState } from 'react';
import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { FIELDS, queryOf, type Search, without } from './search_query';
import { partsOfPlace } from './search_words';
import { useFacets } from './use_finds';

interface Props {
  search: Search;
  change(search: Search): void;
}

const MAX_VALUES = 60;
const FEW = 5;
const STARS = [1, 2, 3, 4, 5];

/** Everything that a search can be narrowed by, with the numbers of files under the present filters. */
export function FacetPanel({ search, change }: Props) {
  const facets = useFacets(queryOf(search), MAX_VALUES);
  const texts = words.search;
  const years = [...(facets?.year ?? [])].sort((a, b) => Number(b.value) - Number(a.value));
  return (
    <div className="facets">
      <KindChoice search={search} change={change} />
      <DateRange search={search} change={change} />
      <label className="facet-toggle">
        <input
          type="checkbox"
          checked={search.favorite ?? false}
          onChange={({ target }) =>
            change(target.checked ? { ...search, favorite: true } : without(search, 'favorite'))
          }
        />
        <Icon name="heart" /> {texts.favorites}
      </label>
      <label className="facet-rating">
        {texts.rating}
        <select
          value={search.minRating ?? ''}
          onChange={({ target: { value } }) =>
            change(value ? { ...search, minRating: Number(value) } : without(search, 'minRating'))
          }
        >
          <option value="">{texts.anyRating}</option>
          {STARS.map((n) => (
            <option key={n} value={n}>
              {texts.stars(n)}
            </option>
          ))}
        </select>
      </label>
      <Values
        title={texts.years}
        values={years}
        chosen={search.year?.toString()}
        choose={(value) =>
          change(value ? { ...search, year: Number(value) } : without(search, 'year'))
        }
      />
      {FIELDS.map(
        (field) =>
          field !== 'album' && (
            <Values
              key={field}
              title={texts.fieldsOf[field]}
              values={facets?.[field] ?? []}
              chosen={search[field]}
              place={field === 'place'}
              choose={(value) =>
                change(value ? { ...search, [field]: value } : without(search, field))
              }
            />
          ),
      )}
    </div>
  );
}

function KindChoice({ search, change }: Props) {
  const name = useId();
  const texts = words.search;
  const kinds = [
    [undefined, texts.everything],
    ['image', texts.photos],
    ['audio', texts.songs],
  ] as const;
  return (
    <fieldset className="segmented">
      <legend>{texts.kind}</legend>
      {kinds.map(([kind, text]) => (
        <label key={text}>
          <input
            type="radio"
            name={name}
            checked={search.kind === kind}
            onChange={() => change(kind ? { ...search, kind } : without(search, 'kind'))}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

function DateRange({ search, change }: Props) {
  const texts = words.search;
  return (
    <fieldset className="facet-dates">
      <legend>{texts.date}</legend>
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          {texts[end]}
          <input
            type="date"
            value={search[end] ?? ''}
            min={end === 'to' ? search.from : undefined}
            max={end === 'from' ? search.to : undefined}
            onChange={({ target }) => {
              if (!target.validity.valid) return;
              change({ ...search, [end]: target.value || undefined });
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}

interface ValuesProps {
  title: string;
  values: readonly { value: string; count: number }[];
  chosen: string | undefined;
  place?: boolean;
  choose(value: string | undefined): void;
}

/** The most frequent values; a press sets one as filter, or takes it away. */
function Values({ title, values, chosen, place = false, choose }: ValuesProps) {
  const [all, setAll] = useState(false);
  const id = useId();
  if (values.length === 0) return null;
  const shown = all ? values : values.slice(0, FEW);
  return (
    <section className="facet" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {shown.map(({ value, count }) => {
          const { name, region } = place ? partsOfPlace(value) : { name: value, region: '' };
          return (
            <li key={value}>
              <button
                type="button"
                aria-pressed={value === chosen}
                onClick={() => choose(value === chosen ? undefined : value)}
              >
                <span>
                  {name} {region && <small>{region}</small>}
                </span>
                <small className="count">{numeral(count)}</small>
              </button>
            </li>
          );
        })}
      </ul>
      {values.length > FEW && (
        <button type="button" className="facet-more" onClick={() => setAll(!all)}>
          {all ? words.search.fewer(title) : words.search.more(title)}
        </button>
      )}
    </section>
  );
}
