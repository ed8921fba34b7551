// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/notification/mailer.hpp"

#include <string>
#include <string_view>

namespace audmg::notification {

/// Returns whether the text is a plain address of the usual kind: dot-atom@domain of RFC 5322
/// section 3.4.1 in ASCII, at most 254 bytes. Quotes, comments and address literals are refused,
/// because two readers could understand them differently.
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

/// Returns the mail as RFC 5322 text with CRLF line ends and quoted-printable UTF-8; one with HTML
/// as multipart/alternative (RFC 2046 section 5.1.4), text first. The content of
/// the mail can never add a header field. Precondition: `from` is a mail address. Errors:
/// invalid_argument (address; subject with control characters or invalid UTF-8; id that is not a
/// plain word; text that is not UTF-8).
[[nodiscard]] Result<std::string> mail_text(const Mail& mail, std::string_view from, TimePoint now);

}  // namespace audmg::notification
