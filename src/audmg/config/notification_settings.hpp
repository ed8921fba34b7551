// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/config/setting_bounds.hpp"
#include "audmg/config/setting_table.hpp"

#include <array>
#include <cstdint>

namespace audmg::config {

inline constexpr std::uint64_t kMinWebhookSecretBytes = 24;  // Standard Webhooks 1.0.0

/// Rows of setting_table(). Who is told about events, and how mail is sent.
inline constexpr std::array kNotificationSettings{
    SettingDescriptor{.name = "AUDMG_WEBHOOK_URL",
                      .flag = "--webhook-url",
                      .type = SettingType::text,
                      .field = &Settings::webhook_url,
                      .help = "https URL that every event is posted to; off when unset."},
    SettingDescriptor{.name = "AUDMG_WEBHOOK_SECRET",
                      .flag = "--webhook-secret-file",
                      .type = SettingType::text,
                      .field = &Settings::webhook_secret,
                      .help = "Secret that signs what is posted: text, or whsec_ and base64.",
                      .secret = true,
                      .min = kMinWebhookSecretBytes},
    SettingDescriptor{.name = "AUDMG_WEBHOOK_ALLOW_PRIVATE",
                      .flag = "--webhook-allow-private",
                      .type = SettingType::on_off,
                      .field = &Settings::webhook_allow_private,
                      .default_text = "off",
                      .help = "Whether the webhook may be plain http, any port and an address that "
                              "is not public."},
    SettingDescriptor{.name = "AUDMG_SMTP_URL",
                      .flag = "--smtp-url",
                      .type = SettingType::text,
                      .field = &Settings::smtp_url,
                      .help = "Mail server: smtps://host:465, smtp://host:587 (with STARTTLS) or "
                              "smtp://host:25?tls=off."},
    SettingDescriptor{.name = "AUDMG_SMTP_USER",
                      .flag = "--smtp-user",
                      .type = SettingType::text,
                      .field = &Settings::smtp_user,
                      .help = "User name at the mail server; without it there is no log-in."},
    SettingDescriptor{.name = "AUDMG_SMTP_PASSWORD",
                      .flag = "--smtp-password-file",
                      .type = SettingType::text,
                      .field = &Settings::smtp_password,
                      .help = "Password at the mail server; never sent without TLS.",
                      .secret = true},
    SettingDescriptor{.name = "AUDMG_MAIL_FROM",
                      .flag = "--mail-from",
                      .type = SettingType::text,
                      .field = &Settings::mail_from,
                      .help = "Sender's address of the mails."},
    SettingDescriptor{.name = "AUDMG_NOTIFY_EMAIL",
                      .flag = "--notify-email",
                      .type = SettingType::text,
                      .field = &Settings::notify_email,
                      .help = "Address that events are mailed to; off when unset."},
    SettingDescriptor{.name = "AUDMG_NOTIFY_EMAIL_EVENTS",
                      .flag = "--notify-email-events",
                      .type = SettingType::list,
                      .field = &Settings::notify_email_events,
                      .default_text = "file.failed,alarm.*",
                      .help = "Types of events that are mailed, separated by commas."},
    SettingDescriptor{.name = "AUDMG_ALARM_FREE_SPACE",
                      .flag = "--alarm-free-space",
                      .type = SettingType::bytes,
                      .field = &Settings::alarm_free_space,
                      .default_text = "5GB",
                      .help = "Alarm when less than this is free on the disk of the data folder; "
                              "0: never."},
    SettingDescriptor{.name = "AUDMG_ALARM_CERTIFICATE",
                      .flag = "--alarm-certificate",
                      .type = SettingType::duration,
                      .field = &Settings::alarm_certificate,
                      .default_text = "14d",
                      .help = "Alarm so long before the certificate ends; 0: never.",
                      .max = 365 * kDay},
    SettingDescriptor{.name = "AUDMG_ALARM_FAILED_LOGINS",
                      .flag = "--alarm-failed-logins",
                      .type = SettingType::count,
                      .field = &Settings::alarm_failed_logins,
                      .default_text = "15",
                      .help = "Alarm when so many log-ins fail within 15 minutes; 0: never.",
                      .max = 1000},
};

}  // namespace audmg::config
