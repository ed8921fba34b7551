import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { File } from '../api/client';
import { explain } from '../api/problem';
import { fetchSome } from '../library/fetch_files';
import { cachedFile } from '../library/file_cache';
import { words } from '../messages/words';
import { confirm } from '../ui/confirm';
import { IconButton } from '../ui/icon_button';
import { type Change, changeFile, changeFiles, tellChanged, tellFailed } from './change_files';
import { type Draft, isTouched, patchFor, UNTOUCHED, undoOf } from './draft';
import { EditFields } from './edit_fields';

interface Props {
  fileIds: readonly string[];
  close(): void;
  /** The files were changed; the panel closes by itself. */
  saved?(): void;
}

/** Changes what is known of one file or of many: of many only what is touched. */
export function EditPanel({ fileIds, close, saved }: Props) {
  const { edit } = words;
  const dialog = useRef<HTMLDialogElement>(null);
  const { files, failure } = useFiles(fileIds);
  const [draft, setDraft] = useState<Draft>(UNTOUCHED);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const leave = async () => {
    if (saving) return;
    const mayGo =
      !isTouched(draft) || (await confirm(edit.discard, edit.discardText, edit.discardAction));
    if (mayGo) close();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!files || saving) return;
    setSaving(true);
    setProblem(null);
    try {
      await saveAll(files, draft);
      close();
      saved?.();
    } catch (error) {
      setProblem(explain(error));
    } finally {
      setSaving(false);
    }
  };
  const title = fileIds.length === 1 ? edit.editOne : edit.editMany(fileIds.length);
  return (
    <dialog
      ref={dialog}
      className="edit-panel"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void leave();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form onSubmit={save} noValidate>
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label={edit.cancel} onClick={() => void leave()} />
        </header>
        <div className="edit-fields">
          {!files && !failure && (
            <p className="muted" role="status">
              <span className="spinner" /> {edit.loading}
            </p>
          )}
          {files && <EditFields files={files} draft={draft} onChange={setDraft} />}
          <p className="bad" role="alert">
            {problem ?? failure}
          </p>
        </div>
        <footer>
          <button type="button" className="button" onClick={() => void leave()}>
            {edit.cancel}
          </button>
          <button
            type="submit"
            className="button primary"
            aria-disabled={!files || !isTouched(draft) || saving}
          >
            {saving ? edit.saving : edit.save}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

/** Fetches the records that are missing; of one file always, because only its latest revision can be changed. */
function useFiles(ids: readonly string[]): {
  files: readonly File[] | null;
  failure: string | null;
} {
  const [state, setState] = useState<ReturnType<typeof useFiles>>({ files: null, failure: null });
  const key = ids.join();
  useEffect(() => {
    let stale = false;
    const wanted = key.split(',');
    const missing = wanted.filter((id) => wanted.length === 1 || !cachedFile(id));
    fetchSome(missing).then(
      () => {
        const files = wanted.flatMap((id) => cachedFile(id) ?? []);
        if (!stale) setState({ files, failure: null });
      },
      (error) => !stale && setState({ files: null, failure: explain(error) }),
    );
    return () => {
      stale = true;
    };
  }, [key]);
  return state;
}

async function saveAll(files: readonly File[], draft: Draft): Promise<void> {
  const changes: Change[] = files
    .map((file) => ({ fileId: file.fileId, patch: patchFor(file, draft) }))
    .filter(({ patch }) => Object.keys(patch).length > 0);
  const patches = new Map(changes.map(({ fileId, patch }) => [fileId, patch]));
  const undo = files.map((file) => ({
    fileId: file.fileId,
    patch: undoOf(file, patches.get(file.fileId) ?? {}),
  }));
  const [only] = files;
  const [change] = changes;
  if (!change) return;
  if (only && files.length === 1) {
    if (await changeFile(change, only.revision)) tellChanged(1, undo);
    return;
  }
  const { failed, why } = await changeFiles(changes);
  if (failed > 0) tellFailed(failed, why);
  if (failed < changes.length) tellChanged(changes.length - failed, undo);
}
