import { withoutClutter } from './gather_files';
import { uploads } from './upload_queue';

// Types by their names, too: browsers know no content type for most of these.
const ACCEPTED =
  'image/*,audio/*,.heic,.heif,.avif,.jxl,.jp2,.j2k,.jpx,.bmp,' +
  '.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2,.pef,.srw,' +
  '.flac,.opus,.m4a,.m4b,.aiff,.aif,.mov,.mp4,.xmp';

/** Opens the browser's picker, for files or for a whole folder. */
export function chooseFiles(folder = false): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  if (folder) input.webkitdirectory = true;
  else input.accept = ACCEPTED;
  input.onchange = () => uploads.add(withoutClutter([...(input.files ?? [])]));
  input.click();
}
