// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/notification/mailer.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace audmg::notification {

struct SmtpOptions {
  /// "smtps://host:465" (TLS from the first byte), "smtp://host:587" (STARTTLS, which the server
  /// must offer), or "smtp://127.0.0.1:25?tls=off" for a server on this machine or in its network.
  std::string url;
  std::string user{};  ///< "": no log-in
  std::string password{};
  /// The sender's address.
  std::string from;
  /// Limit for connection, TLS, log-in and delivery together.
  std::chrono::milliseconds timeout{15'000};
  /// PEM file of the trusted authorities; "": those of the system.
  std::string ca_file{};
};

/// Returns a Mailer that hands mails to one SMTP server. A password is never sent without TLS. The
/// clock must outlive it. Errors: invalid_argument (URL, from, a user with tls=off).
[[nodiscard]] Result<std::unique_ptr<Mailer>> make_smtp_mailer(SmtpOptions options,
                                                               const Clock& clock);

/// Connects to the server and logs in as for a mail, within the time limit, and sends none. Errors:
/// invalid_argument as above; unavailable, deadline_exceeded.
[[nodiscard]] Result<void> probe_smtp_server(const SmtpOptions& options);

}  // namespace audmg::notification
