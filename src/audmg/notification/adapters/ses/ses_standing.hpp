// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/notification/adapters/ses/ses_mailer.hpp"

#include <cstdint>
#include <optional>

namespace audmg::notification {

/// The standing of an account with Amazon SES in one region, and of a sender.
struct SesStanding {
  enum class Sender {
    unknown,     ///< neither the address nor its domain is an identity
    unverified,  ///< one of them is, and nobody has shown yet that it is theirs
    verified,
  };

  /// False in the sandbox: mails go to verified addresses only.
  bool has_production_access = false;
  /// False while AWS has suspended the account's sending, or its owner has paused it.
  bool sends = false;
  /// Most mails in 24 hours; nothing if SES does not say.
  std::optional<std::uint64_t> daily_quota{};
  Sender sender = Sender::unknown;
};

/// Asks SES (API version 2: GetAccount, GetEmailIdentity) how the account and `options.from` stand.
/// Changes nothing, and tries each call once. References are used during this call only. Errors:
/// those of the service, also where the credentials may not ask; corrupt for a reply that is not
/// JSON.
[[nodiscard]] Result<SesStanding> ask_ses_standing(const SesOptions& options,
                                                   aws::CredentialsProvider& credentials,
                                                   aws::HttpTransport& transport,
                                                   const Clock& clock);

}  // namespace audmg::notification
