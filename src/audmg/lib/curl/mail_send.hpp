// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/peer_rules.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace audmg::curl {

struct MailServer {
  std::string url;     ///< "smtp://host:port" (with STARTTLS) or "smtps://host:port"
  std::string user{};  ///< "" to use it without log-in
  std::string password{};
  /// True to speak smtp: without TLS. Only for servers on this machine.
  bool plain_allowed = false;
  /// Time limit of the whole transfer.
  std::chrono::milliseconds timeout{5000};
  PeerRules peers{};
};

struct MailSend {
  MailServer server;
  std::string from;  ///< envelope addresses, without angle brackets
  std::string to;
  std::string_view message;  ///< RFC 5322, lines end with CRLF
};

/// Sends one mail to one server. Blocks until the server has accepted or rejected it. Errors:
/// invalid_argument (rejected permanently, by a reply of 5xx to an address or to the mail),
/// otherwise those of make_error(), which are retryable even when the log-in is rejected, because
/// the settings can be corrected.
[[nodiscard]] Result<void> mail_send(const MailSend& mail);

/// Connects, starts TLS and logs in as for a mail, and sends none. Errors: those of make_error().
[[nodiscard]] Result<void> probe_mail_server(const MailServer& server);

}  // namespace audmg::curl
