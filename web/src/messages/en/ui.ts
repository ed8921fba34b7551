export const ui = {
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  copy: 'Copy',
  copied: 'Copied',
  cannotCopy: 'The browser does not let this page copy. Select the text and copy it.',
  justNow: 'just now',
};
