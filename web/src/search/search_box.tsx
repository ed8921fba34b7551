import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { explain } from '../api/problem';
import { photoAddress } from '../library/photo_address';
import { words } from '../messages/words';
import { loadPlayer } from '../player/load_player';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { useKeyHelp } from '../ui/key_help';
import { toast } from '../ui/toast';
import { useLater } from '../ui/use_later';
import { forgetSearches, rememberSearch } from './recent';
import { type Search, writeSearch } from './search_query';
import { keyOfSuggestion, type Suggestion, searchFor } from './suggestions';
import { usePresentSearch } from './use_search';
import { useSlashKey } from './use_slash_key';
import { useSuggestions } from './use_suggestions';

const loadList = () => import('./suggestion_list');

/**
 * The field that looks through all photos and music, and offers what the typed text may mean. It has the focus from the
 * beginning if it was wanted before it was there.
 */
export function SearchBox({ wanted = false }: { wanted?: boolean }) {
  const [, navigate] = useLocation();
  const present = usePresentSearch();
  const [typed, setTyped] = useState(present.text);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => setTyped(present.text), [present.text]);
  useSlashKey(input, () => {
    input.current?.focus();
    input.current?.select();
  });
  useKeyHelp(words.search.keys);

  const groups = useSuggestions(typed, open);
  const options = useMemo(() => groups.flatMap(({ suggestions }) => suggestions), [groups]);
  const list = useLater(loadList, open);
  const shown = open && options.length > 0 && list !== null;
  const chosen = shown ? options[active] : undefined;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const go = (search: Search) => {
    rememberSearch(search.text);
    close();
    setTyped(search.text);
    navigate(writeSearch(search));
  };
  const choose = (suggestion: Suggestion) => {
    const search = searchFor(suggestion, present);
    if (search) return go(search);
    if (suggestion.type !== 'photo' && suggestion.type !== 'song') return;
    rememberSearch(typed.trim());
    close();
    if (suggestion.type === 'photo') {
      const base = writeSearch({ ...present, text: typed.trim() });
      navigate(photoAddress(base, suggestion.file.fileId));
    } else {
      const songs = options.flatMap((one) => (one.type === 'song' ? [one.file.fileId] : []));
      void loadPlayer().then(
        ({ playFrom }) => playFrom(songs, suggestion.at),
        (error) => toast(explain(error), 'bad'),
      );
    }
  };
  const clear = () => {
    setTyped('');
    setActive(-1);
    input.current?.focus();
    if (present.text) navigate(writeSearch({ ...present, text: '' }));
  };

  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      setOpen(true);
      setActive(active + 1 < options.length ? active + 1 : -1);
    },
    ArrowUp: () => {
      setOpen(true);
      setActive(active < 0 ? options.length - 1 : active - 1);
    },
    Enter: () => (chosen ? choose(chosen) : go({ ...present, text: typed.trim() })),
    Escape: () => {
      if (shown) close();
      else if (typed) clear();
      else input.current?.blur();
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <search className={`search-box ${shown ? 'open' : ''}`}>
      <Icon name="search" />
      <input
        ref={input}
        // biome-ignore lint/a11y/noAutofocus: the user has just asked for this field.
        autoFocus={wanted}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        role="combobox"
        aria-label={words.search.label}
        aria-expanded={shown}
        aria-controls={shown ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${id}-${options.indexOf(chosen)}` : undefined}
        placeholder={words.search.placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {typed ? (
        <IconButton icon="close" size={18} label={words.search.clear} onClick={clear} />
      ) : (
        <span className="slash" aria-hidden="true">
          /
        </span>
      )}
      <span role="status" className="visually-hidden">
        {shown && words.search.suggested(options.length)}
      </span>
      {shown && (
        <list.SuggestionList
          id={id}
          groups={groups}
          active={chosen && keyOfSuggestion(chosen)}
          choose={choose}
          forgetRecent={forgetSearches}
        />
      )}
    </search>
  );
}
