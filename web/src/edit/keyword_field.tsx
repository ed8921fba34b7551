import { type ReactNode, useId, useState } from 'react';
import type { File } from '../api/client';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { type Draft, keywordCounts } from './draft';
import { SuggestedInput } from './suggested_input';

interface Props {
  files: readonly File[];
  draft: Draft['keywords'];
  onChange(draft: Draft['keywords']): void;
}

/** The keywords of the files as chips that can be taken away, and a field that adds more. */
export function KeywordField({ files, draft, onChange }: Props) {
  const { edit } = words;
  const id = useId();
  const [typed, setTyped] = useState('');
  const { added, removed } = draft ?? { added: [], removed: [] };
  const before = draft === null ? [] : keywordCounts(files);
  const kept = before.filter(([keyword]) => !removed.includes(keyword) && !added.includes(keyword));
  const inAll = kept.filter(([, count]) => count === files.length).map(([keyword]) => keyword);
  const add = (text: string) => {
    setTyped('');
    const news = text
      .split(',')
      .map((keyword) => keyword.trim())
      .filter((keyword) => keyword !== '' && !inAll.includes(keyword) && !added.includes(keyword));
    if (news.length === 0) return;
    onChange({
      added: [...added, ...news],
      removed: removed.filter((each) => !news.includes(each)),
    });
  };
  const remove = (keyword: string) =>
    onChange({
      added: added.filter((each) => each !== keyword),
      removed: before.some(([each]) => each === keyword) ? [...removed, keyword] : removed,
    });
  return (
    <div className="field">
      <label htmlFor={id}>{edit.keywords}</label>
      {kept.length + added.length > 0 && (
        <ul className="chips">
          {kept.map(([keyword, count]) => (
            <Chip key={keyword} keyword={keyword} remove={remove}>
              {count < files.length && <small>{edit.inSome(count, files.length)}</small>}
            </Chip>
          ))}
          {added.map((keyword) => (
            <Chip key={keyword} keyword={keyword} remove={remove} />
          ))}
        </ul>
      )}
      <SuggestedInput
        id={id}
        facet="keyword"
        value={typed}
        without={[...inAll, ...added]}
        placeholder={draft === null ? edit.fromTheFile : edit.addKeyword}
        enterKeyHint="done"
        maxLength={128}
        onChange={(text) => (text.endsWith(',') ? add(text) : setTyped(text))}
        onChoose={add}
        onBlur={() => add(typed)}
      />
    </div>
  );
}

interface ChipProps {
  keyword: string;
  remove(keyword: string): void;
  children?: ReactNode;
}

function Chip({ keyword, remove, children }: ChipProps) {
  return (
    <li className="chip">
      {keyword} {children}
      <button
        type="button"
        aria-label={words.edit.removeKeyword(keyword)}
        title={words.edit.removeKeyword(keyword)}
        onClick={() => remove(keyword)}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
