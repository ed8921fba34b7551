// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/setting_rules.hpp"

#include "audmg/config/config_error.hpp"
#include "audmg/core/ascii.hpp"

#include <algorithm>

namespace audmg::config {
namespace {

void check_public_url(std::string& url) {
  if (url.empty()) return;
  const bool has_scheme = url.starts_with("http://") || url.starts_with("https://");
  const std::size_t host = url.find("//") + 2;
  const bool clean = std::ranges::all_of(
      url, [](char c) { return is_graphic(c) && c != '?' && c != '#' && c != '"'; });
  if (!has_scheme || !clean || host >= url.size() || url[host] == '/') {
    throw ConfigError("AUDMG_PUBLIC_URL is " + quote(url) +
                      ": write a URL as https://drive.example.org, without ? or #.");
  }
  while (url.ends_with('/')) url.pop_back();
}

/// Stops when `name` is set and what it needs is not.
void require(std::string_view name, const std::string& value, std::string_view needed,
             const std::string& needed_value, std::string_view why) {
  if (value.empty() || !needed_value.empty()) return;
  throw ConfigError(std::string(name) + " is set without " + std::string(needed) + ": " +
                    std::string(why) + ".");
}

void check_notifications(const Settings& settings) {
  require("AUDMG_WEBHOOK_URL", settings.webhook_url, "AUDMG_WEBHOOK_SECRET",
          settings.webhook_secret + settings.webhook_secret_parameter,
          "without a signature the receiver cannot tell our events from others'");
  if (!settings.uses_aws()) {  // There, Amazon SES sends them where no server is named.
    require("AUDMG_NOTIFY_EMAIL", settings.notify_email, "AUDMG_SMTP_URL", settings.smtp_url,
            "mails need a server");
  }
  require("AUDMG_NOTIFY_EMAIL", settings.notify_email, "AUDMG_MAIL_FROM", settings.mail_from,
          "mails need a sender");
  require("AUDMG_SMTP_USER", settings.smtp_user, "AUDMG_SMTP_PASSWORD", settings.smtp_password,
          "a log-in needs both");
  require("AUDMG_SMTP_PASSWORD", settings.smtp_password, "AUDMG_SMTP_USER", settings.smtp_user,
          "a log-in needs both");
}

/// As browsers send it: scheme, host, and a port that is not the scheme's own.
bool is_origin(std::string_view text) {
  const auto scheme = text.find("://");
  const bool is_web = text.starts_with("http://") || text.starts_with("https://");
  return is_web && text.size() > scheme + 3 &&
         text.find_first_of("/?#@* ", scheme + 3) == std::string_view::npos;
}

/// Another program could not reach the queues of a data folder.
void check_workers(const Settings& settings) {
  if (settings.workers || settings.uses_aws()) return;
  throw ConfigError(
      "AUDMG_WORKERS is off with AUDMG_ADAPTERS=embedded: nobody else can work on the jobs of a "
      "data folder. Use AUDMG_MEDIA=off to make no renditions.");
}

void require_for_aws(std::string_view name, const std::string& value) {
  if (!value.empty()) return;
  throw ConfigError("AUDMG_ADAPTERS is aws without " + std::string(name) +
                    ": docs/aws.md says what is needed.");
}

void check_queue_url(std::string_view name, const std::string& value) {
  require_for_aws(name, value);
  if (value.starts_with("https://") || value.starts_with("http://")) return;
  throw ConfigError(std::string(name) + " is " + quote(value) +
                    ": write the URL of the queue, as https://sqs.eu-central-1.amazonaws.com/"
                    "123456789012/media.");
}

void check_aws(const Settings& settings) {
  if (!settings.uses_aws()) return;
  require_for_aws("AWS_REGION", settings.aws_region);
  require_for_aws("S3_BUCKET_NAME", settings.s3_bucket_name);
  require_for_aws("AUDMG_TABLE_NAME", settings.table_name);
  check_queue_url("AUDMG_MEDIA_QUEUE_URL", settings.media_queue_url);
  check_queue_url("AUDMG_EVENTS_QUEUE_URL", settings.events_queue_url);
  if (settings.jwt_secret.empty() && settings.jwt_secret_parameter.empty()) {
    throw ConfigError(
        "AUDMG_ADAPTERS is aws without JWT_SECRET or AUDMG_JWT_SECRET_PARAMETER: all servers of a "
        "drive need the same one.");
  }
}

}  // namespace

std::string quote(std::string_view value) {
  constexpr std::size_t kMaxShown = 80;
  std::string shown = "\"";
  for (const char c : value.substr(0, kMaxShown)) {
    shown.push_back(is_control(c) ? '?' : c);
  }
  return shown + (value.size() > kMaxShown ? "...\"" : "\"");
}

void check_together(Settings& settings) {
  check_public_url(settings.public_url);
  if (settings.tls_certificate.empty() != settings.tls_key.empty()) {
    const bool has_key = settings.tls_certificate.empty();
    throw ConfigError(std::string(has_key ? "AUDMG_TLS_KEY" : "AUDMG_TLS_CERTIFICATE") +
                      " is set without " + (has_key ? "AUDMG_TLS_CERTIFICATE" : "AUDMG_TLS_KEY") +
                      ": HTTPS needs both, HTTP neither.");
  }
  check_notifications(settings);
  check_workers(settings);
  check_aws(settings);
  for (const std::string& proxy : settings.trusted_proxies) {
    if (is_address_or_network(proxy)) continue;
    throw ConfigError("AUDMG_TRUSTED_PROXIES has " + quote(proxy) +
                      ": write addresses or networks such as 10.0.0.0/8, separated by commas.");
  }
  for (const std::string& origin : settings.cors_origins) {
    if (is_origin(origin)) continue;
    throw ConfigError("AUDMG_CORS_ORIGINS has " + quote(origin) +
                      ": write origins such as https://app.example.org, without a path.");
  }
}

}  // namespace audmg::config
