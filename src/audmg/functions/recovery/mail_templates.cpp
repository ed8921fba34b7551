// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/recovery/mail_templates.hpp"

#include <algorithm>
#include <array>

namespace audmg::functions {
namespace {

struct Translations {
  AccountMailKind kind;
  MailTemplate english;
  MailTemplate german;
};

constexpr std::array kTemplates = {
    Translations{
        .kind = AccountMailKind::reset_password,
        .english = {.subject = "Choose a new password",
                    .greeting = "Hello {name},",
                    .before = "Somebody, probably you, forgot the password of this account. Follow "
                              "this link within 30 minutes to choose a new one:",
                    .button = "Choose a new password",
                    .after =
                        "If it was not you, there is nothing to do: the password stays as it is."},
        .german = {.subject = "Neues Passwort wählen",
                   .greeting = "Hallo {name},",
                   .before =
                       "Jemand, vermutlich du, hat das Passwort dieses Kontos vergessen. Über "
                       "diesen Link kannst du in den nächsten 30 Minuten ein neues wählen:",
                   .button = "Neues Passwort wählen",
                   .after =
                       "Warst du es nicht, musst du nichts tun: Das Passwort bleibt, wie es ist."}},
    Translations{
        .kind = AccountMailKind::verify_email,
        .english = {.subject = "Confirm your address",
                    .greeting = "Hello {name},",
                    .before =
                        "Please confirm that this address is yours. The link is good for 24 hours:",
                    .button = "Confirm address",
                    .after = "If you have no account here, somebody mistyped an address and you "
                             "can ignore this mail."},
        .german = {.subject = "Adresse bestätigen",
                   .greeting = "Hallo {name},",
                   .before =
                       "Bitte bestätige, dass diese Adresse dir gehört. Der Link gilt 24 Stunden:",
                   .button = "Adresse bestätigen",
                   .after = "Hast du hier kein Konto, dann hat sich jemand vertippt und du kannst "
                            "diese Mail ignorieren."}},
    Translations{
        .kind = AccountMailKind::change_email,
        .english =
            {.subject = "Confirm your new address",
             .greeting = "Hello {name},",
             .before =
                 "You asked to use this address for your account. Confirm it within 24 hours:",
             .button = "Confirm new address",
             .after = "Until then your account keeps its present address."},
        .german = {.subject = "Neue Adresse bestätigen",
                   .greeting = "Hallo {name},",
                   .before = "Du möchtest diese Adresse für dein Konto verwenden. Bestätige sie "
                             "innerhalb von 24 Stunden:",
                   .button = "Neue Adresse bestätigen",
                   .after = "Bis dahin behält dein Konto seine bisherige Adresse."}},
    Translations{
        .kind = AccountMailKind::email_taken,
        .english = {.subject = "You have an account already",
                    .greeting = "Hello {name},",
                    .before =
                        "Somebody, probably you, tried to sign up with this address. It belongs to "
                        "your account, {name}. Log in, or choose a new password there:",
                    .button = "Log in",
                    .after = "If it was not you, there is nothing to do."},
        .german =
            {.subject = "Du hast schon ein Konto",
             .greeting = "Hallo {name},",
             .before =
                 "Jemand, vermutlich du, wollte sich mit dieser Adresse registrieren. Sie gehört "
                 "zu deinem Konto {name}. Melde dich an oder wähle dort ein neues Passwort:",
             .button = "Anmelden",
             .after = "Warst du es nicht, musst du nichts tun."}},
    Translations{
        .kind = AccountMailKind::password_changed,
        .english =
            {.subject = "Your password was changed",
             .greeting = "Hello {name},",
             .before =
                 "The password of your account was changed, and all other devices were logged out. "
                 "App passwords still work: look through them in the settings and end those that "
                 "you do not know.",
             .button = "Open the settings",
             .after = "If it was not you, choose a new password at once by \"Forgot password?\" "
                      "and tell whoever runs this drive."},
        .german = {.subject = "Dein Passwort wurde geändert",
                   .greeting = "Hallo {name},",
                   .before = "Das Passwort deines Kontos wurde geändert, und alle anderen Geräte "
                             "wurden abgemeldet. App-Passwörter gelten weiter: Sieh sie in den "
                             "Einstellungen durch und beende, was du nicht kennst.",
                   .button = "Einstellungen öffnen",
                   .after = "Warst du es nicht, wähle sofort über „Passwort vergessen?“ ein neues "
                            "und sag es dem Betreiber dieses Drives."}},
    Translations{
        .kind = AccountMailKind::password_changed_everywhere,
        .english = {.subject = "Your password was changed, app passwords were ended",
                    .greeting = "Hello {name},",
                    .before = "The password of your account was changed, all devices were logged "
                              "out, and all app passwords were ended.",
                    .button = "Open Audmg Drive",
                    .after = "If it was not you, choose a new password at once by \"Forgot "
                             "password?\" and tell whoever runs this drive."},
        .german = {.subject = "Dein Passwort wurde geändert, App-Passwörter wurden beendet",
                   .greeting = "Hallo {name},",
                   .before = "Das Passwort deines Kontos wurde geändert, alle Geräte wurden "
                             "abgemeldet und alle App-Passwörter beendet.",
                   .button = "Audmg Drive öffnen",
                   .after = "Warst du es nicht, wähle sofort über „Passwort vergessen?“ ein neues "
                            "und sag es dem Betreiber dieses Drives."}},
    Translations{
        .kind = AccountMailKind::email_changed,
        .english = {.subject = "Your address was changed",
                    .greeting = "Hello {name},",
                    .before = "Your account now has the address {subject} in place of this one.",
                    .button = "Open Audmg Drive",
                    .after = "If it was not you, tell whoever runs this drive at once."},
        .german = {.subject = "Deine Adresse wurde geändert",
                   .greeting = "Hallo {name},",
                   .before = "Dein Konto hat jetzt die Adresse {subject} an Stelle dieser.",
                   .button = "Audmg Drive öffnen",
                   .after = "Warst du es nicht, sag es sofort dem Betreiber dieses Drives."}},
    Translations{
        .kind = AccountMailKind::factor_added,
        .english = {.subject = "A way to log in was added",
                    .greeting = "Hello {name},",
                    .before = "This was added to your account: {subject}.",
                    .button = "Open Audmg Drive",
                    .after = "If it was not you, change your password at once and remove it."},
        .german = {.subject = "Eine Anmeldemethode kam hinzu",
                   .greeting = "Hallo {name},",
                   .before = "Zu deinem Konto kam hinzu: {subject}.",
                   .button = "Audmg Drive öffnen",
                   .after = "Warst du es nicht, ändere sofort dein Passwort und entferne sie."}},
    Translations{.kind = AccountMailKind::factor_removed,
                 .english = {.subject = "A way to log in was removed",
                             .greeting = "Hello {name},",
                             .before = "This was removed from your account: {subject}.",
                             .button = "Open Audmg Drive",
                             .after = "If it was not you, change your password at once."},
                 .german = {.subject = "Eine Anmeldemethode wurde entfernt",
                            .greeting = "Hallo {name},",
                            .before = "Von deinem Konto wurde entfernt: {subject}.",
                            .button = "Audmg Drive öffnen",
                            .after = "Warst du es nicht, ändere sofort dein Passwort."}},
    Translations{
        .kind = AccountMailKind::factors_reset,
        .english = {.subject = "Your second factors were taken away",
                    .greeting = "Hello {name},",
                    .before =
                        "Whoever runs this drive took the second factors of your account "
                        "away, and all devices were logged out. App passwords still work. Log "
                        "in with your password and set up new factors:",
                    .button = "Log in",
                    .after = "If you did not ask for this, change your password at once and tell "
                             "whoever runs this drive."},
        .german = {.subject = "Deine zweiten Faktoren wurden entfernt",
                   .greeting = "Hallo {name},",
                   .before = "Der Betreiber dieses Drives hat die zweiten Faktoren deines Kontos "
                             "entfernt, und alle Geräte wurden abgemeldet. App-Passwörter gelten "
                             "weiter. Melde dich mit deinem Passwort an und richte neue Faktoren "
                             "ein:",
                   .button = "Anmelden",
                   .after = "Hast du nicht darum gebeten, ändere sofort dein Passwort und sag es "
                            "dem Betreiber dieses Drives."}},
    Translations{
        .kind = AccountMailKind::recovery_code_used,
        .english = {.subject = "A recovery code was used",
                    .greeting = "Hello {name},",
                    .before = "Somebody logged in with one of your recovery codes. Codes that are "
                              "left: {subject}.",
                    .button = "Open Audmg Drive",
                    .after = "If it was not you, change your password at once and make new codes."},
        .german = {.subject = "Ein Wiederherstellungscode wurde benutzt",
                   .greeting = "Hallo {name},",
                   .before = "Jemand hat sich mit einem deiner Wiederherstellungscodes angemeldet. "
                             "Übrige Codes: {subject}.",
                   .button = "Audmg Drive öffnen",
                   .after =
                       "Warst du es nicht, ändere sofort dein Passwort und erzeuge neue Codes."}},
    Translations{
        .kind = AccountMailKind::app_password_created,
        .english = {.subject = "An app password was made",
                    .greeting = "Hello {name},",
                    .before = "This app password was made for your account: {subject}.",
                    .button = "Open Audmg Drive",
                    .after = "If it was not you, remove it and change your password at once."},
        .german = {.subject = "Ein App-Passwort wurde erzeugt",
                   .greeting = "Hallo {name},",
                   .before = "Für dein Konto wurde dieses App-Passwort erzeugt: {subject}.",
                   .button = "Audmg Drive öffnen",
                   .after = "Warst du es nicht, entferne es und ändere sofort dein Passwort."}},
};

}  // namespace

const MailTemplate& mail_template(AccountMailKind kind, std::string_view language) {
  const auto* words = std::ranges::find(kTemplates, kind, &Translations::kind);
  return language == "de" ? words->german : words->english;
}

}  // namespace audmg::functions
