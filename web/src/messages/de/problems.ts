import type { Words } from '../en';

export const problems: Words['problems'] = {
  unreachable: 'Der Server ist nicht erreichbar. Prüfe die Verbindung.',
  fault: 'In dieser Seite ist etwas schiefgegangen. Lade sie neu und versuch es noch einmal.',
  status: (status) => `Der Server hat mit Status ${status} geantwortet.`,
  tryAgainIn: (seconds) => `Versuch es in ${seconds} s noch einmal.`,
  codes: {
    admins_only: 'Das darf nur ein Admin dieses Servers.',
    already_processing: 'Die Datei wird schon verarbeitet.',
    digest_mismatch: 'Die Datei wurde unterwegs verändert. Sende sie noch einmal.',
    download_being_prepared: 'Der Server liest diese Dateien noch. Versuch es gleich noch einmal.',
    email_taken: 'Mit dieser E-Mail-Adresse gibt es schon ein Konto.',
    email_unconfirmed: 'Öffne den Link in der Mail, die du bekommen hast, und melde dich dann an.',
    empty_file: 'Die Datei ist leer.',
    file_failed: 'Die Datei konnte nicht gelesen werden, deshalb lässt sich nichts daraus machen.',
    file_too_large: 'Die Datei ist zu groß: Eine Datei darf höchstens {n} Bytes haben.',
    insufficient_storage: 'Der Speicher des Servers ist voll.',
    internal: 'Auf dem Server ist etwas schiefgegangen. Versuch es noch einmal.',
    invalid_credentials: 'Benutzername oder Passwort ist falsch.',
    invalid_invitation:
      'Diese Einladung wurde verwendet oder zurückgezogen oder ist zu alt. Bitte um eine neue.',
    invalid_link: 'Dieser Link wurde schon verwendet oder ist zu alt. Fordere einen neuen an.',
    invalid_mfa_token: 'Das hat zu lange gedauert. Melde dich noch einmal an.',
    invalid_passkey: 'Der Passkey war ungültig oder kam zu spät. Fang noch einmal an.',
    last_admin: 'Das ist der einzige Admin des Servers. Mach zuerst jemand anderen zum Admin.',
    no_app_address: 'Der Server kennt seine eigene Adresse nicht. Setze AUDMG_PUBLIC_URL.',
    no_pending_totp: 'Das hat zu lange gedauert. Beginne die Einrichtung noch einmal.',
    no_second_factor:
      'Wiederherstellungscodes ersetzen einen zweiten Faktor. Füge zuerst eine Authenticator-App oder einen Passkey hinzu.',
    not_found: 'Das gibt es nicht, oder es gehört dir nicht.',
    overloaded: 'Der Server ist ausgelastet. Versuch es gleich noch einmal.',
    passkey_known: 'Dein Konto hat diesen Passkey schon.',
    passkeys_unavailable: 'Für Passkeys braucht der Server eine Adresse mit einem Namen.',
    quota_exceeded:
      'Dein Speicherplatz ist aufgebraucht. Lösche etwas oder bitte einen Admin um mehr.',
    rate_limited: 'Das war zu oft.',
    reauthentication_required: 'Weise dich noch einmal aus.',
    revision_mismatch: 'Es wurde inzwischen anderswo geändert. Sieh es dir noch einmal an.',
    signup_disabled: 'Die Registrierung ist hier geschlossen. Bitte um eine Einladung.',
    too_many_app_passwords:
      'Dein Konto hat so viele App-Passwörter, wie es haben darf. Entferne zuerst eines.',
    too_many_collections:
      'Du hast so viele Alben und Playlists, wie du haben darfst. Lösche zuerst etwas davon.',
    too_many_downloads: 'Es laufen zu viele Downloads. Warte, bis einer beendet ist.',
    too_many_invitations: 'Es sind zu viele Einladungen offen. Zieh zuerst einige zurück.',
    too_many_passkeys:
      'Dein Konto hat so viele Passkeys, wie es haben darf. Entferne zuerst einen.',
    too_many_uploads: 'Es sind zu viele Uploads offen. Beende oder verwirf zuerst einige.',
    trash_being_restored:
      'Gerade werden Dateien aus dem Papierkorb wiederhergestellt. Leere ihn, wenn sie zurück sind.',
    unauthorized: 'Melde dich zuerst an.',
    unavailable: 'Das kann der Server gerade nicht. Versuch es noch einmal.',
    unsupported_media_type: 'Das ist kein Bild und keine Aufnahme, die der Server lesen kann.',
    username_taken: 'Diesen Benutzernamen hat schon ein anderes Konto. Wähle einen anderen.',
    wrong_factor:
      'Dieser Code oder Passkey stimmt nicht oder wurde schon verwendet. Versuch es noch einmal; wenn auch der nächste Code abgelehnt wird, lass dein Telefon die Uhr selbst stellen.',
    wrong_password: 'Das ist nicht dein Passwort.',
  },
  fields: {
    'username.too_short': 'Ein Benutzername hat mindestens 3 Zeichen.',
    'username.too_long': 'Ein Benutzername hat höchstens 32 Zeichen.',
    'username.invalid':
      'Ein Benutzername besteht aus A-Z, a-z, 0-9, Punkt, Unterstrich und Bindestrich und beginnt mit einem Buchstaben oder einer Ziffer.',
    'email.too_long': 'Eine E-Mail-Adresse hat höchstens 254 Zeichen.',
    'email.invalid': 'Das sieht nicht wie eine E-Mail-Adresse aus, name@example.org.',
    'password.too_short': 'Ein Passwort hat mindestens {n} Zeichen.',
    'password.too_long': 'Ein Passwort hat höchstens 256 Zeichen.',
    'password.common_password':
      'Dieses Passwort gehört zu denen, die zuerst probiert werden. Wähle ein anderes.',
    'name.too_short': 'Dieses Feld ist nötig.',
    'name.too_long': 'Dieser Name ist zu lang.',
    'code.invalid': 'Ein Code hat sechs Ziffern.',
    missing: 'Dieses Feld ist nötig.',
  },
};
