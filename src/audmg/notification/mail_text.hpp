// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/notification/mailer.hpp"

#include <string>
#include <string_view>

namespace audmg::notification {

/// A plain address as almost everybody has one: dot-atom@domain of RFC 5322 section 3.4.1 in ASCII,
/// at most 254 bytes. No quotes, comments, address literals: nothing that two readers could take
/// for different things.
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

/// The mail as RFC 5322 text with CRLF line ends and quoted-printable UTF-8. Whatever the mail
/// holds, it cannot add a header field. Precondition: `from` is a mail address. Errors:
/// invalid_argument (address; subject with control characters or no UTF-8; id that is no plain
/// word; text that is no UTF-8).
[[nodiscard]] Result<std::string> mail_text(const Mail& mail, std::string_view from, TimePoint now);

}  // namespace audmg::notification
