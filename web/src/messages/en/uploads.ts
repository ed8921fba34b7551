import { counted, numeral } from '../counted';

export const uploads = {
  upload: 'Upload',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  dropOrPaste: 'Or drop them anywhere, or paste.',
  dropHere: 'Drop to upload',
  dropInto: (title: string) => `Drop to add to “${title}”`,
  goInto: (title: string) => `Photos also go into “${title}”.`,
  dropWhat: 'Images, audio, whole folders',

  // The panel.
  title: 'Uploads',
  all: 'All uploads',
  files: 'Files',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  hideList: 'Hide the list',
  showList: 'Show the list',
  close: 'Close',
  uploading: (over: number, count: number) =>
    `Uploading ${numeral(over)} of ${counted(count, 'file', 'files')}`,
  pausedAt: (over: number, count: number) =>
    `Paused at ${numeral(over)} of ${counted(count, 'file', 'files')}`,
  filesDone: (count: number, done: number) =>
    `${counted(count, 'file', 'files')}, ${numeral(done)} done`,
  uploaded: (n: number) => `${counted(n, 'file', 'files')} uploaded`,
  hereAlready: (n: number) => `${numeral(n)} here already`,
  notUploaded: (n: number) => `${numeral(n)} not`,
  chooseAgainCount: (n: number) => `${counted(n, 'needs', 'need')} to be chosen again`,
  amount: (sent: string, size: string) => `${sent} of ${size}`,
  left: (time: string) => `${time} left`,
  waitingForConnection: 'Waiting for the connection…',
  tryingAgain: 'Trying again…',

  // What is read out.
  begun: (n: number) => `Uploading ${counted(n, 'file', 'files')}.`,
  percent: (n: number) => `${n} percent uploaded.`,
  ended: (added: number, here: number, refused: number) =>
    `Upload finished: ${numeral(added)} added` +
    (here > 0 ? `, ${numeral(here)} ${here === 1 ? 'was' : 'were'} here already` : '') +
    (refused > 0 ? `, ${numeral(refused)} refused` : '') +
    '.',

  // Files that are chosen again.
  chooseAgain: 'Choose again',
  chooseAgainText:
    'The page was closed before they were uploaded. Choose the same files or folder again, or drop them anywhere; what is uploaded already is skipped.',
  giveUp: 'Give up',
  giveUpQuestion: (n: number) => `Give up ${counted(n, 'file', 'files')}?`,
  giveUpText: 'They are not in your library yet. The files on your device stay as they are.',
  skipped: (n: number) => `Skipped ${counted(n, 'file', 'files')} that the list has already.`,

  // One file.
  waiting: (size: string) => `Waiting · ${size}`,
  finishing: 'Finishing…',
  paused: (amount: string) => `Paused · ${amount}`,
  pauseNamed: (name: string) => `Pause ${name}`,
  resumeNamed: (name: string) => `Resume ${name}`,
  retryNamed: (name: string) => `Try ${name} again`,
  chooseNamed: (name: string) => `Choose ${name} again`,
  removeNamed: (name: string) => `Remove ${name}`,
  cancelNamed: (name: string) => `Cancel ${name}`,
  inLibrary: 'Already in your library',
  empty: 'The file is empty.',
  isVideo: 'This is a video. The drive takes images and audio.',
  chooseToGoOn: 'Choose this file again to go on.',
  companionRefused:
    'A picture takes a video of at most 30 seconds and 50 MB beside it, or an XMP sidecar of at most 1 MiB.',
  pictureMissing: 'Its picture was not uploaded.',
  unreadable: 'The file can no longer be read. Choose it again.',
};
