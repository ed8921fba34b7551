import { counted } from '../counted';

const files = (n: number) => counted(n, 'file', 'files');

export const trash = {
  trash: 'Trash',
  empty: 'The trash is empty',
  emptyText: (span: string) => `Deleted files stay here for ${span}.`,
  aWhile: 'a while',
  keepsNone: 'This drive keeps no trash: what is deleted is gone for good.',
  notShown: 'The trash cannot be shown',
  loading: 'Loading the trash',
  intro: (span: string) => `Deleted files stay here for ${span}. Until then you can restore them.`,
  select: (name: string, when: string) => `${name}, deleted ${when}`,
  selectAll: 'Select all',
  restore: 'Restore',
  restoreAll: 'Restore all',
  deleteForGood: 'Delete for good',
  emptyTrash: 'Empty the trash',
  emptyQuestion: 'Empty the trash?',
  deleteQuestion: (n: number) => `Delete ${files(n)} for good?`,
  forGood: 'This cannot be undone.',
  restored: (n: number) => `${files(n)} restored.`,
  restoredSoon: 'All files will be restored soon.',
  notHere: 'This file is not in the trash any more.',
  deleted: (n: number) => `${files(n)} deleted for good.`,
  isEmpty: 'The trash is empty.',
  willBeEmpty: 'The trash will be empty soon.',
  showMore: 'Show more',
};
