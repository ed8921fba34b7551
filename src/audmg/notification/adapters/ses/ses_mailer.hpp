// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/notification/mailer.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace audmg::notification {

struct SesOptions {
  /// The sender's address, verified in SES.
  std::string from;
  std::string region;
  aws::Endpoint endpoint;
  std::chrono::milliseconds timeout{15'000};
};

/// Returns a Mailer that hands mails to Amazon SES (API version 2). SES replaces the Message-ID of
/// the mail by its own, so a mail that is sent twice is shown twice. Never retries by itself.
/// Reports a missing or suspended right to send as retryable, because the settings can be fixed.
/// References must outlive it. Errors: invalid_argument (from).
[[nodiscard]] Result<std::unique_ptr<Mailer>> make_ses_mailer(SesOptions options,
                                                              aws::CredentialsProvider& credentials,
                                                              aws::HttpTransport& transport,
                                                              const Clock& clock);

}  // namespace audmg::notification
