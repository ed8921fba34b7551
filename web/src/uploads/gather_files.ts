/** Files that operating systems leave in folders. */
const CLUTTER = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => {
    const found: FileSystemEntry[] = [];
    // Each call returns some of the entries; none means the end.
    const more = () =>
      reader.readEntries((entries) => {
        if (entries.length === 0) return resolve(found);
        found.push(...entries);
        more();
      }, reject);
    more();
  });
}

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (CLUTTER.test(entry.name)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [file];
  }
  const entries = await readAll((entry as FileSystemDirectoryEntry).createReader());
  const below = await Promise.all(entries.map(filesBelow));
  return below.flat();
}

/** Returns all files of a drop or a paste, also those in folders. Must be called while the event is handled. */
export function gatherFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.some((entry) => entry?.isDirectory)) {
    return Promise.all(entries.flatMap((entry) => (entry ? [filesBelow(entry)] : []))).then((all) =>
      all.flat(),
    );
  }
  return Promise.resolve([...data.files]);
}

/** Returns the files of a chosen folder without those that the operating system put there. */
export function withoutClutter(files: readonly File[]): File[] {
  return files.filter(
    (file) => !file.webkitRelativePath.split('/').some((part) => CLUTTER.test(part)),
  );
}
