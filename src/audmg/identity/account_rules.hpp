// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

inline constexpr std::size_t kMinUsernameLength = 3;
inline constexpr std::size_t kMaxUsernameLength = 32;
inline constexpr std::size_t kMaxEmailLength =
    254;  // RFC 5321 section 4.5.3.1.3, less the brackets
/// Fewest characters of a password that a second factor stands beside, and of any at all.
inline constexpr std::size_t kMinPasswordCharacters = 8;
/// The default where the password is the only factor.
inline constexpr std::size_t kMinOnlyPasswordCharacters = 10;
inline constexpr std::size_t kMaxPasswordCharacters = 256;
inline constexpr std::size_t kMaxPasswordBytes = 1024;

/// Rule that a value violates: a stable word for programs and a sentence for people.
struct RuleViolation {
  std::string_view code;
  std::string message;
};

/// Requires 3 to 32 of A-Z a-z 0-9 . _ - that begin with a letter or digit. Codes: too_short,
/// too_long, invalid.
[[nodiscard]] std::optional<RuleViolation> check_username(std::string_view username);

/// Requires one @, a dot-atom (RFC 5322 section 3.2.3) before it and a domain of at least two
/// labels after it. The dot-atom may also have all characters that are not ASCII and can be seen
/// (RFC 6532 section 3.2), the labels letters and digits of any script (RFC 5890). Does not check
/// that the address exists. Codes: too_long, invalid.
[[nodiscard]] std::optional<RuleViolation> check_email(std::string_view email);

/// Requires `minimum_characters` to 256 characters (code points of valid UTF-8 in normalization
/// form C), not a common password, not the product's name, not the user's own name or address.
/// There are no rules of composition (NIST SP 800-63B section 3.1.1.2). Codes: too_short, too_long,
/// invalid, common_password.
[[nodiscard]] std::optional<RuleViolation> check_password(std::string_view password,
                                                          std::string_view username,
                                                          std::string_view email,
                                                          std::size_t minimum_characters);

}  // namespace audmg::identity
