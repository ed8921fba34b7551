import { useEffect, useRef } from 'react';
import { reachable } from '../api/base';
import { photoName } from '../library/photo_name';
import { thumbnailFor } from '../library/thumbnail';
import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import { artistOf, titleOf } from '../player/titles';
import { Icon, type IconName } from '../ui/icon';

import { suggestionText } from './search_words';
import { keyOfSuggestion, type Suggestion } from './suggestions';
import type { SuggestionGroup } from './use_suggestions';

interface Props {
  /** Options have this id with their number behind it. */
  id: string;
  groups: readonly SuggestionGroup[];
  /** The key of the option that Enter takes. */
  active: string | undefined;
  choose(suggestion: Suggestion): void;
  forgetRecent(): void;
}

const THUMBNAIL_PX = 72;

/** The options below the search box. The focus stays in the box. */
export function SuggestionList({ id, groups, active, choose, forgetRecent }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another option is the one to be seen.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  let number = 0;
  return (
    // A press on an option must not take the focus from the box, which would close the list.
    <div className="search-suggestions" onMouseDown={(event) => event.preventDefault()}>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={words.search.suggestions}>
        {groups.map(({ type, suggestions }) => (
          <div key={type} role="group" aria-labelledby={`${id}-${type}`} className={`of-${type}`}>
            <div id={`${id}-${type}`} role="presentation" className="search-suggestions-title">
              {words.search.groupOf[type]}
            </div>
            <div role="presentation" className="search-suggestions-options">
              {suggestions.map((suggestion) => {
                const key = keyOfSuggestion(suggestion);
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the box.
                  <div
                    key={key}
                    id={`${id}-${number++}`}
                    role="option"
                    aria-selected={key === active}
                    className="search-suggestion"
                    onClick={() => choose(suggestion)}
                  >
                    <Content suggestion={suggestion} />
                  </div>
                );
              })}
            </div>
          </div>
        ))}
      </div>
      {groups[0]?.type === 'recent' && (
        <button type="button" className="button quiet" tabIndex={-1} onClick={forgetRecent}>
          {words.search.forgetRecent}
        </button>
      )}
    </div>
  );
}

const ICONS: Readonly<Record<string, IconName>> = {
  recent: 'retry',
  year: 'calendar',
  month: 'calendar',
  place: 'place',
  camera: 'camera',
  keyword: 'key',
  artist: 'artist',
  album: 'album',
  genre: 'genre',
};

function Content({ suggestion }: { suggestion: Suggestion }) {
  if (suggestion.type === 'photo') {
    const { file } = suggestion;
    const url = thumbnailFor(file, THUMBNAIL_PX * devicePixelRatio);
    return (
      <>
        {url && <img src={reachable(url)} alt="" crossOrigin="anonymous" width="72" height="72" />}
        <span className="visually-hidden">{photoName(file, file.date)}</span>
      </>
    );
  }
  if (suggestion.type === 'song') {
    const { file } = suggestion;
    return (
      <>
        <Cover file={file} size="small" />
        <span className="search-suggestion-text">
          <span>{titleOf(file)}</span> <small>{artistOf(file)}</small>
        </span>
        <Icon name="play" size={16} />
      </>
    );
  }
  const { main, aside } = suggestionText(suggestion);
  const icon = ICONS[suggestion.type === 'value' ? suggestion.field : suggestion.type];
  const count = 'count' in suggestion ? suggestion.count : undefined;
  return (
    <>
      <Icon name={icon ?? 'search'} />
      <span className="search-suggestion-text">
        <span>{main}</span> {aside && <small>{aside}</small>}
      </span>
      {count !== undefined && <small className="count">{numeral(count)}</small>}
    </>
  );
}
