import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '../api/account';
import type { File } from '../api/client';
import { photoName } from '../library/photo_name';
import { SquarePicture } from '../library/square_picture';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { EmptyState } from '../ui/empty_state';
import { formatSpan } from '../ui/format';
import { Icon } from '../ui/icon';
import { useRoving } from '../ui/use_roving';
import { formatWhen } from '../ui/when';
import { useTrash } from './use_trash';

/** The files in the trash as a grid: some or all of them are restored, or deleted for good. */
export default function TrashScreen() {
  const { trash, library } = words;
  const { files, next, state, load, restore, restoreAll, remove, empty } = useTrash();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const roving = useRoving<HTMLUListElement>();
  const kept = useQuery(accountQuery).data?.trashRetentionSeconds;
  const span = kept ? formatSpan(kept) : trash.aWhile;
  const ids = files.map(({ fileId }) => fileId).filter((id) => chosen.has(id));

  const toggle = (id: string) =>
    setChosen((old) => {
      const now = new Set(old);
      if (!now.delete(id)) now.add(id);
      return now;
    });
  /** The focus stays on the screen although the buttons go away. */
  const finish = () => {
    setChosen(new Set());
    document.getElementById('main')?.focus({ preventScroll: true });
  };
  const removeChosen = async () => {
    if (!(await confirm(trash.deleteQuestion(ids.length), trash.forGood, trash.deleteForGood)))
      return;
    await remove(ids);
    finish();
  };
  const emptyAll = async () => {
    if (!(await confirm(trash.emptyQuestion, trash.forGood, trash.emptyTrash))) return;
    await empty();
    finish();
  };

  if (state === 'loading')
    return <section className="page" aria-busy="true" aria-label={trash.loading} />;
  if (state === 'failed') {
    return (
      <EmptyState icon="trash" title={trash.notShown}>
        <button type="button" className="button" onClick={() => void load()}>
          {library.tryAgain}
        </button>
      </EmptyState>
    );
  }
  if (files.length === 0) {
    return (
      <EmptyState icon="trash" title={trash.empty}>
        <p>{kept === 0 ? trash.keepsNone : trash.emptyText(span)}</p>
      </EmptyState>
    );
  }
  return (
    <section className="page trash" aria-label={trash.trash}>
      <header className="page-head">
        <h1>{trash.trash}</h1>
        <button type="button" className="button" onClick={() => void restoreAll().then(finish)}>
          {trash.restoreAll}
        </button>
        <button type="button" className="button bad" onClick={() => void emptyAll()}>
          {trash.emptyTrash}
        </button>
        <p className="muted">{trash.intro(span)}</p>
      </header>
      <ul className="trash-grid" {...roving}>
        {files.map((file) => (
          <TrashTile
            key={file.fileId}
            file={file}
            chosen={chosen.has(file.fileId)}
            toggle={toggle}
          />
        ))}
      </ul>
      {next && (
        <button type="button" className="button" onClick={() => void load(next)}>
          {trash.showMore}
        </button>
      )}
      {ids.length > 0 && (
        <div className="trash-bar" role="toolbar" aria-label={library.selection}>
          <button type="button" className="button quiet" onClick={finish}>
            <Icon name="close" /> <span aria-live="polite">{library.selected(ids.length)}</span>
          </button>
          <button
            type="button"
            className="button quiet"
            onClick={() => setChosen(new Set(files.map(({ fileId }) => fileId)))}
          >
            {trash.selectAll}
          </button>
          <span className="spacer" />
          <button type="button" className="button" onClick={() => void restore(ids).then(finish)}>
            <Icon name="retry" size={18} /> {trash.restore}
          </button>
          <button type="button" className="button danger" onClick={() => void removeChosen()}>
            {trash.deleteForGood}
          </button>
        </div>
      )}
    </section>
  );
}

interface TileProps {
  file: File;
  chosen: boolean;
  toggle(id: string): void;
}

function TrashTile({ file, chosen, toggle }: TileProps) {
  const { trash } = words;
  const when = file.trashedAt ? formatWhen(file.trashedAt) : '';
  const name = file.kind === 'audio' ? (file.title ?? file.fileName) : photoName(file);
  return (
    <li>
      <button
        type="button"
        className="square"
        role="checkbox"
        aria-checked={chosen}
        aria-label={trash.select(name, when)}
        data-stop
        onClick={() => toggle(file.fileId)}
      >
        <SquarePicture file={file} />
        <span className="mark">
          <Icon name="check" size={16} />
        </span>
        <span className="caption">{file.kind === 'audio' ? name : when}</span>
      </button>
    </li>
  );
}
