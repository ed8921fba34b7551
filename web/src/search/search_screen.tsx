import { useState } from 'react';
import { useLocation } from 'wouter';
import { SelectionBar } from '../library/selection_bar';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Explore } from './explore';
import { FacetPanel } from './facet_panel';
import { FilterChips } from './filter_chips';
import { Results } from './results';
import { SearchBox } from './search_box';
import { filtersOf, isEmpty, type Search, writeSearch } from './search_query';
import { usePresentSearch } from './use_search';

/** What was found for the words and filters of the address; without any, what could be looked for. */
export default function SearchScreen() {
  const search = usePresentSearch();
  const [, navigate] = useLocation();
  const [choosing, setChoosing] = useState(false);
  const change = (next: Search) => navigate(writeSearch(next));
  const texts = words.search;
  return (
    <section className="library search-page" aria-label={texts.title}>
      <h1 className="visually-hidden">{texts.title}</h1>
      <SelectionBar />
      <SearchBox />
      {isEmpty(search) ? (
        <Explore change={change} />
      ) : (
        <>
          <div className="search-head">
            <button
              type="button"
              className="button search-filters"
              onClick={() => setChoosing(true)}
            >
              <Icon name="filter" /> {texts.showFilters(filtersOf(search).length)}
            </button>
            <FilterChips search={search} change={change} />
          </div>
          <div className="search-columns">
            <Results search={search} change={change} />
            <aside aria-label={texts.filters}>
              <FacetPanel search={search} change={change} />
            </aside>
          </div>
          <Dialog title={texts.filters} open={choosing} onClose={() => setChoosing(false)}>
            <FacetPanel search={search} change={change} />
            <div className="actions">
              <button type="button" className="button primary" onClick={() => setChoosing(false)}>
                {texts.showResults}
              </button>
            </div>
          </Dialog>
        </>
      )}
    </section>
  );
}
