// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/peer_rules.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace audmg::curl {

struct MailSend {
  std::string url;   ///< "smtp://host:port" (with STARTTLS) or "smtps://host:port"
  std::string user;  ///< "": without log-in
  std::string password;
  std::string from;  ///< envelope addresses, without angle brackets
  std::string to;
  std::string_view message;  ///< RFC 5322, lines end with CRLF
  /// Whether TLS may be missing on smtp:. Only for servers on this machine.
  bool plain_allowed = false;
  /// For everything together.
  std::chrono::milliseconds timeout{5000};
  PeerRules peers{};
};

/// Gives one mail to one server. Blocks until the server has taken or refused it. Errors:
/// invalid_argument (refused for good, by a reply of 5xx to an address or to the mail), otherwise
/// those of make_error(), which are retryable also for a refused log-in: that is mended in the
/// settings.
[[nodiscard]] Result<void> mail_send(const MailSend& mail);

}  // namespace audmg::curl
