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
  /// Also allows http:, any port, and addresses that are not public; for tests and intranets.
  bool allow_private = false;
  /// Limit for name resolution, connection, TLS and response together.
  std::chrono::milliseconds timeout{5000};
  /// PEM file of the trusted authorities; "": those of the system.
  std::string ca_file{};
  /// "host:port:address" lines that override the resolver.
  std::vector<std::string> resolve{};
};

/// Returns a Publisher that POSTs each event as JSON (docs/formats/events.md) to one URL, signed
/// according to Standard Webhooks. A 2xx response means that the event was taken; 408, 429 and 5xx
/// are retryable; every other response, redirects included, is a permanent refusal. Unless private
/// addresses are allowed, it never connects to an address that is not public, whatever the name
/// resolves to at that moment. The clock must outlive it. Errors: invalid_argument (URL, secret).
[[nodiscard]] Result<std::unique_ptr<Publisher>> make_webhook_publisher(WebhookOptions options,
                                                                        const Clock& clock);

}  // namespace audmg::notification
