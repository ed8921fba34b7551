import { counted } from '../counted';

export const offline = {
  install: 'Install the app',
  updateReady: 'A new version of the app is ready.',
  reload: 'Reload',
  shared: (n: number) => `${counted(n, 'shared file is', 'shared files are')} being uploaded.`,
  notReceived: 'The shared files could not be received. Upload them here instead.',
};
