// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/setting_rules.hpp"

#include "audmg/config/config_error.hpp"
#include "audmg/config/quantity.hpp"
#include "audmg/config/web_address.hpp"
#include "audmg/core/ascii.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>

namespace audmg::config {
namespace {

constexpr auto kContactSchemes = std::to_array<std::string_view>({"https://", "mailto:", "tel:"});

void check_public_url(std::string& url) {
  if (url.empty()) return;
  const auto address = parse_web_address(url);
  const bool clean = std::ranges::all_of(url, [](char c) {
    return is_graphic(c) && std::string_view("?#\"\\").find(c) == std::string_view::npos;
  });
  if (!address || !clean) {
    throw ConfigError("AUDMG_PUBLIC_URL is " + quote(url) +
                      ": write a URL as https://drive.example.org, without ? or #.");
  }
  // As browsers write it, because they tell passkeys the origin in that form.
  url = address->origin + std::string(trim_right(address->rest, "/"));
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

/// Nobody could open a link that is never sent.
void check_signup(const Settings& settings) {
  if (settings.signup != "confirm") return;
  const std::string& server = settings.uses_aws() ? settings.public_url : settings.smtp_url;
  require("AUDMG_SIGNUP=confirm", settings.signup,
          settings.uses_aws() ? "AUDMG_PUBLIC_URL" : "AUDMG_SMTP_URL", server,
          "the link that confirms an address is mailed");
  require("AUDMG_SIGNUP=confirm", settings.signup, "AUDMG_MAIL_FROM", settings.mail_from,
          "mails need a sender");
}

/// Passes of Argon2id with one lane, and the least memory that goes with them.
struct LeastCost {
  unsigned passes;
  std::uint64_t memory_bytes;
};
constexpr std::uint64_t kMebibyte = std::uint64_t{1024} * 1024;
/// All of them are as strong as each other: OWASP's Password Storage Cheat Sheet.
constexpr std::array kLeastCosts = {LeastCost{5, 7 * kMebibyte}, LeastCost{4, 9 * kMebibyte},
                                    LeastCost{3, 12 * kMebibyte}, LeastCost{2, 19 * kMebibyte},
                                    LeastCost{1, 46 * kMebibyte}};

/// A cheaper hash is guessed from a stolen database too fast.
void check_password_cost(const Settings& settings) {
  const auto* const least = std::ranges::find_if(
      kLeastCosts, [&](const LeastCost& cost) { return settings.password_passes >= cost.passes; });
  if (settings.password_memory >= least->memory_bytes) return;
  throw ConfigError("AUDMG_PASSWORD_MEMORY is " + format_bytes(settings.password_memory) +
                    " with AUDMG_PASSWORD_PASSES=" + std::to_string(settings.password_passes) +
                    ": OWASP's minimum is " + format_bytes(least->memory_bytes) +
                    " then, because stolen hashes that cost less are guessed too fast.");
}

void check_cors_origin(std::string& origin) {
  const auto address = parse_web_address(origin);
  if (!address || !address->rest.empty()) {
    throw ConfigError("AUDMG_CORS_ORIGINS has " + quote(origin) +
                      ": write origins such as https://app.example.org, without a path.");
  }
  origin = address->origin;
}

/// As RFC 9116 section 2.5.3 wants them; a plain mail address becomes a URI.
void check_security_contact(std::string& contact) {
  if (contact.contains('@') && !contact.contains(':')) contact.insert(0, "mailto:");
  const bool is_known = std::ranges::any_of(kContactSchemes, [&](std::string_view scheme) {
    return contact.starts_with(scheme) && contact.size() > scheme.size();
  });
  if (is_known && std::ranges::all_of(contact, is_graphic)) return;
  throw ConfigError("AUDMG_SECURITY_CONTACT has " + quote(contact) +
                    ": write mail addresses, or URLs that begin with https://, mailto: or tel:, "
                    "separated by commas.");
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

void check_encryption(const Settings& settings) {
  if (settings.encryption_key.empty() && settings.encryption_passphrase.empty()) return;
  if (!settings.encryption_key.empty() && !settings.encryption_passphrase.empty()) {
    throw ConfigError(
        "AUDMG_ENCRYPTION_KEY and AUDMG_ENCRYPTION_PASSPHRASE are both set: remove one of them.");
  }
  if (settings.uses_aws()) {
    throw ConfigError(
        "AUDMG_ENCRYPTION_KEY and AUDMG_ENCRYPTION_PASSPHRASE are for the files of a data folder; "
        "with AUDMG_ADAPTERS=aws the bucket encrypts (docs/aws.md).");
  }
}

void check_aws(const Settings& settings) {
  if (!settings.uses_aws()) return;
  require_for_aws("AWS_REGION", settings.aws_region);
  require_for_aws("S3_BUCKET_NAME", settings.s3_bucket_name);
  require_for_aws("AUDMG_TABLE_NAME", settings.table_name);
  check_queue_url("AUDMG_MEDIA_QUEUE_URL", settings.media_queue_url);
  check_queue_url("AUDMG_EVENTS_QUEUE_URL", settings.events_queue_url);
  check_queue_url("AUDMG_MAIL_QUEUE_URL", settings.mail_queue_url);
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
  check_signup(settings);
  check_password_cost(settings);
  check_workers(settings);
  check_encryption(settings);
  check_aws(settings);
  for (const std::string& proxy : settings.trusted_proxies) {
    if (is_address_or_network(proxy)) continue;
    throw ConfigError("AUDMG_TRUSTED_PROXIES has " + quote(proxy) +
                      ": write addresses or networks such as 10.0.0.0/8, separated by commas.");
  }
  for (std::string& origin : settings.cors_origins) check_cors_origin(origin);
  std::ranges::for_each(settings.security_contacts, check_security_contact);
}

}  // namespace audmg::config
