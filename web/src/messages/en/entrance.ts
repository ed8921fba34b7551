export const entrance = {
  claim: 'Your photos and music, on your own server.',
  welcome: 'Welcome',
  welcomeBack: 'Welcome back',
  firstTime: 'First time here?',
  firstTimeText: 'On a new drive, the first account is the one that manages it.',
  makeAccount: 'Make an account',
  newHere: 'New here?',
  showTyped: 'Show what is typed',
};
