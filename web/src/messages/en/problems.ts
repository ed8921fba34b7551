/** What goes wrong between the app and the drive. */
export const problems = {
  unreachable: 'The drive cannot be reached. Check the connection.',
  fault: 'Something went wrong in this page. Reload it and try again.',
  status: (status: number) => `The server answered with status ${status}.`,
  tryAgainIn: (seconds: number) => `Try again in ${seconds} s.`,
  /**
   * By the code of the problem. For others the sentence of the drive is shown, which is English. Each {n} is a
   * number in that sentence.
   */
  codes: {
    admins_only: 'Only an admin of this drive may do this.',
    already_processing: 'The file is being processed already.',
    digest_mismatch: 'The file was changed on the way. Send it again.',
    download_being_prepared: 'The drive is still reading these files. Try again in a moment.',
    email_taken: 'An account with this e-mail address exists.',
    email_unconfirmed: 'Open the link in the mail that you were sent, then log in.',
    empty_file: 'The file is empty.',
    file_failed: 'The file could not be decoded, so no form of it can be made.',
    file_too_large: 'The file is too large: a file can have at most {n} bytes.',
    insufficient_storage: 'The drive is full.',
    internal: 'Something went wrong in the drive. Try again.',
    invalid_credentials: 'Username or password is wrong.',
    invalid_invitation:
      'This invitation was used or withdrawn, or is too old. Ask for another one.',
    invalid_link: 'This link was used, or it is too old. Ask for another one.',
    invalid_mfa_token: 'Too much time has passed. Log in again.',
    invalid_passkey: 'The passkey was not valid, or it came too late. Begin again.',
    last_admin: 'This is the drive’s only admin. Make another user an admin first.',
    no_app_address: 'The drive does not know its own address. Set AUDMG_PUBLIC_URL.',
    no_pending_totp: 'Too much time has passed. Begin the set-up again.',
    no_second_factor:
      'Recovery codes stand in for a second factor. Add an authenticator app or a passkey first.',
    not_found: 'It does not exist, or it is not yours.',
    overloaded: 'The drive is busy. Try again in a moment.',
    passkey_known: 'Your account has this passkey already.',
    passkeys_unavailable: 'Passkeys need a drive whose address has a name.',
    quota_exceeded: 'Your space is used up. Delete something, or ask an admin for more.',
    rate_limited: 'That was too often.',
    reauthentication_required: 'Show once more who you are.',
    revision_mismatch: 'It was changed elsewhere meanwhile. Look at it again.',
    signup_disabled: 'Sign-up is closed here. Ask for an invitation.',
    too_many_app_passwords: 'Your account has as many app passwords as it may. Remove one first.',
    too_many_collections: 'You have as many albums and playlists as you may. Delete one first.',
    too_many_downloads: 'Too many downloads are open. Wait until one has ended.',
    too_many_invitations: 'Too many invitations are open. Withdraw some first.',
    too_many_passkeys: 'Your account has as many passkeys as it may. Remove one first.',
    too_many_uploads: 'Too many uploads are open. Finish or cancel some first.',
    trash_being_restored: 'Files are being restored from the trash. Empty it when they are back.',
    unauthorized: 'Log in first.',
    unavailable: 'The drive cannot do this at the moment. Try again.',
    unsupported_media_type: 'This is not an image or a recording that the drive can read.',
    username_taken: 'Another account has this username. Choose another.',
    wrong_factor:
      'This code or passkey is not right, or it was used before. Try again; if the next code is refused, too, let your phone set its clock by itself.',
    wrong_password: 'This is not your password.',
  },
  /** By the field of a form and what is wrong with it; other fields have the drive’s sentence. */
  fields: {
    'username.too_short': 'A username has at least 3 characters.',
    'username.too_long': 'A username has at most 32 characters.',
    'username.invalid':
      'A username consists of A-Z, a-z, 0-9, dot, underscore and hyphen, and begins with a letter or digit.',
    'email.too_long': 'An e-mail address has at most 254 characters.',
    'email.invalid': 'This does not look like an e-mail address, name@example.org.',
    'password.too_short': 'A password has at least {n} characters.',
    'password.too_long': 'A password has at most 256 characters.',
    'password.common_password':
      'This password is among those that guessers try first. Choose another.',
    'name.too_short': 'This field is required.',
    'name.too_long': 'This name is too long.',
    'code.invalid': 'A code has six digits.',
    missing: 'This field is required.',
  },
};
