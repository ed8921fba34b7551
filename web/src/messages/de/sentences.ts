/**
 * Sentences of the drive that need no code or say more than it, by their English text: {n} is a number in it, and
 * {rest} at the end whatever follows.
 */
export const sentences: Readonly<Record<string, string>> = {
  'The code is not right. Check the clock of your phone and send the next one.':
    'Der Code stimmt nicht. Prüfe die Uhr deines Telefons und sende den nächsten.',
  'The clock of your phone is {n} minute ahead of the one of this drive. Let both be set automatically, then send the next code.':
    'Die Uhr deines Telefons geht gegenüber diesem Server {n} Minute vor. Lass beide automatisch stellen und sende dann den nächsten Code.',
  'The clock of your phone is {n} minutes ahead of the one of this drive. Let both be set automatically, then send the next code.':
    'Die Uhr deines Telefons geht gegenüber diesem Server {n} Minuten vor. Lass beide automatisch stellen und sende dann den nächsten Code.',
  'The clock of your phone is {n} minute behind the one of this drive. Let both be set automatically, then send the next code.':
    'Die Uhr deines Telefons geht gegenüber diesem Server {n} Minute nach. Lass beide automatisch stellen und sende dann den nächsten Code.',
  'The clock of your phone is {n} minutes behind the one of this drive. Let both be set automatically, then send the next code.':
    'Die Uhr deines Telefons geht gegenüber diesem Server {n} Minuten nach. Lass beide automatisch stellen und sende dann den nächsten Code.',
  'This drive sends no mails. Ask its operator for a link.':
    'Dieser Server verschickt keine Mails. Bitte seinen Betreiber um einen Link.',
  'If this account waits for its address to be confirmed, a mail with a link is on its way.':
    'Falls die Adresse dieses Kontos noch zu bestätigen ist, ist eine Mail mit einem Link unterwegs.',
  'If an account has this address, a mail with a link is on its way.':
    'Falls ein Konto diese Adresse hat, ist eine Mail mit einem Link unterwegs.',
  'The image cannot be read: its header is damaged.':
    'Das Bild lässt sich nicht lesen: Sein Anfang ist beschädigt.',
  'The image cannot be decoded: the file ends early.':
    'Das Bild lässt sich nicht lesen: Die Datei endet zu früh.',
  'The image cannot be decoded: its data is damaged.':
    'Das Bild lässt sich nicht lesen: Seine Daten sind beschädigt.',
  'The picture is damaged: only the first {n} % of it can be shown.':
    'Das Bild ist beschädigt: Nur die ersten {n} % davon sind zu sehen.',
  'The picture is damaged: not all of it can be shown.':
    'Das Bild ist beschädigt: Es ist nicht ganz zu sehen.',
  'The recording is damaged: only {n} % of it can be heard.':
    'Die Aufnahme ist beschädigt: Nur {n} % davon sind zu hören.',
  'The recording is damaged: its end is missing.': 'Die Aufnahme ist beschädigt: Das Ende fehlt.',
  'The file is damaged: its end is missing.': 'Die Datei ist beschädigt: Das Ende fehlt.',
  'The file took longer than {n} seconds.': 'Die Datei hat länger als {n} Sekunden gebraucht.',
  'The image has {n} megapixels; AUDMG_MAX_IMAGE_MEGAPIXELS allows {n}.':
    'Das Bild hat {n} Megapixel; AUDMG_MAX_IMAGE_MEGAPIXELS erlaubt {n}.',
  'The image has {n} megapixels; AUDMG_MAX_JPEG_MEGAPIXELS allows {n}.':
    'Das Bild hat {n} Megapixel; AUDMG_MAX_JPEG_MEGAPIXELS erlaubt {n}.',
  'The image has {n} megapixels; AUDMG_MAX_HEIF_MEGAPIXELS allows {n}.':
    'Das Bild hat {n} Megapixel; AUDMG_MAX_HEIF_MEGAPIXELS erlaubt {n}.',
  'The request is not valid.': 'Die Anfrage ist ungültig.',
  'Some fields are missing or wrong; errors names each of them.':
    'Einige Angaben fehlen oder stimmen nicht.',
  'Some fields are not valid; see errors.': 'Einige Angaben stimmen nicht.',
  'The current state does not allow this.': 'Das geht im jetzigen Zustand nicht.',
  'The request is larger than allowed.': 'Die Anfrage ist größer als erlaubt.',
  'The store is full. Nothing was kept of this request.':
    'Der Speicher ist voll. Von dieser Anfrage wurde nichts behalten.',
  'The service cannot do this now. Try again soon.':
    'Das ist gerade nicht möglich. Versuch es gleich noch einmal.',
  'Files are not processed on this server.': 'Auf diesem Server werden keine Dateien verarbeitet.',
  'A part is being written, or the upload is being completed. Try again.':
    'Ein Teil wird gerade geschrieben oder der Upload abgeschlossen. Versuch es noch einmal.',
  'The URL has expired. Ask for a new one.': 'Der Link ist abgelaufen. Lade die Seite neu.',
  'You have too many streams of events open. Close one first.':
    'Du hast die App zu oft geöffnet. Schließ zuerst einen Tab.',
  'This cursor is not one of ours for this list. Start without one.':
    'Diese Liste hat sich geändert. Lade die Seite neu.',
  'It could not be processed. Try again later.':
    'Die Datei konnte nicht verarbeitet werden. Versuch es später noch einmal.',
  'The stored file is damaged.': 'Die gespeicherte Datei ist beschädigt.',
  'The stored file is missing.': 'Die gespeicherte Datei fehlt.',
  'The stored file has another size than it had.':
    'Die gespeicherte Datei hat eine andere Größe als früher.',
  "The stored file's bytes have changed.": 'Die gespeicherte Datei hat sich verändert.',
  'The stored file cannot be read.': 'Die gespeicherte Datei lässt sich nicht lesen.',
  'A file stored with the picture is missing. Upload it again.':
    'Eine Datei, die zum Bild gehört, fehlt. Lade sie noch einmal hoch.',
  'The bytes of a file stored with the picture have changed. Upload it again.':
    'Eine Datei, die zum Bild gehört, hat sich verändert. Lade sie noch einmal hoch.',
  'The file ends too early.': 'Die Datei endet zu früh.',
  'The file took more than {n} seconds of processor time.':
    'Die Datei hat mehr als {n} Sekunden Rechenzeit gebraucht.',
  'The file needs more memory than AUDMG_MAX_DECODER_MEMORY allows.':
    'Die Datei braucht mehr Arbeitsspeicher, als AUDMG_MAX_DECODER_MEMORY erlaubt.',
  'The image is {n} pixels wide; AUDMG_MAX_IMAGE_SIDE allows {n}.':
    'Das Bild ist {n} Pixel breit; AUDMG_MAX_IMAGE_SIDE erlaubt {n}.',
  'The image is {n} pixels high; AUDMG_MAX_IMAGE_SIDE allows {n}.':
    'Das Bild ist {n} Pixel hoch; AUDMG_MAX_IMAGE_SIDE erlaubt {n}.',
  'The image is too large to be read.': 'Das Bild ist zu groß, um gelesen zu werden.',
  'The image took longer than is allowed.': 'Das Bild hat länger gebraucht als erlaubt.',
  'The image cannot be read: it is empty.': 'Das Bild lässt sich nicht lesen: Es ist leer.',
  'The image cannot be read: {rest}': 'Das Bild lässt sich nicht lesen: {rest}',
  'The image cannot be decoded: {rest}': 'Das Bild lässt sich nicht lesen: {rest}',
  'The image cannot be decoded.': 'Das Bild lässt sich nicht lesen.',
  'The picture is of an unknown kind.': 'Das Bild ist von unbekannter Art.',
  'The raw photo cannot be read.': 'Das Raw-Foto lässt sich nicht lesen.',
  'The raw photo has no preview picture that can be shown.':
    'Das Raw-Foto enthält kein Vorschaubild, das sich zeigen lässt.',
  'The raw photo is empty.': 'Das Raw-Foto ist leer.',
  'What is shown is the small picture in the file.':
    'Zu sehen ist das kleine Bild, das in der Datei steckt.',
  'No audio could be decoded.': 'In der Datei ist nichts zu hören.',
  'More than half of the audio is missing or damaged.':
    'Mehr als die Hälfte der Aufnahme fehlt oder ist beschädigt.',
  'The audio changes its format too often.': 'Die Aufnahme wechselt ihr Format zu oft.',
  'The audio has {n} channels; at most {n} are allowed.':
    'Die Aufnahme hat {n} Kanäle; höchstens {n} sind erlaubt.',
  'The audio has a sample rate of {n} Hz; from {n} to {n} Hz are supported.':
    'Die Aufnahme hat eine Abtastrate von {n} Hz; möglich sind {n} bis {n} Hz.',
  'The audio is longer than {n} h (AUDMG_MAX_AUDIO_DURATION).':
    'Die Aufnahme ist länger als {n} Stunden (AUDMG_MAX_AUDIO_DURATION).',
};
