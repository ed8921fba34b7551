export const entrance = {
  claim: 'Your photos and music, on your own server.',
  welcome: 'Welcome',
  welcomeBack: 'Welcome back',
  firstTime: 'First time here?',
  firstTimeText: 'You get photos and music of your own here, which nobody else sees.',
  newDrive: 'This drive is new.',
  newDriveText: 'Its first account is the one that manages it.',
  byInvitation: 'Accounts are made by invitation here. Ask whoever manages this drive.',
  makeAccount: 'Make an account',
  newHere: 'New here?',
  showTyped: 'Show what is typed',
};
