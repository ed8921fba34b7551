// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/notification/publisher.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace audmg::notification {

struct WebhookOptions {
  /// "https://example.org/hook"
  std::string url;
  /// See webhook_key().
  std::string secret;
  /// For tests and intranets: also http:, any port, and addresses that are not public.
  bool allow_private = false;
  /// For name, connection, TLS and answer together.
  std::chrono::milliseconds timeout{5000};
  /// PEM file of the authorities to trust; "": the system's.
  std::string ca_file{};
  /// "host:port:address" lines that stand for the resolver's answers.
  std::vector<std::string> resolve{};
};

/// A Publisher that POSTs each event as JSON (docs/formats/events.md) to one URL, signed as
/// Standard Webhooks says. Answers of 2xx mean taken, 408, 429 and 5xx later; every other one,
/// redirects included, is a refusal for good. Unless private addresses are allowed, no connection
/// is made to an address that is not public, whatever the name resolves to at that moment. The
/// clock must outlive it. Errors: invalid_argument (URL, secret).
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_webhook_publisher(WebhookOptions options,
                                                                        const Clock& clock);

}  // namespace audmg::notification
