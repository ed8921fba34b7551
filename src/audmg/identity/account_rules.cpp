// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/account_rules.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/identity/blocked_passwords.hpp"
#include "audmg/identity/common_passwords.hpp"
#include "audmg/lib/utf8proc/characters.hpp"
#include "audmg/lib/utf8proc/normal_form.hpp"

#include <algorithm>
#include <string>

namespace audmg::identity {
namespace {

constexpr std::size_t kMaxLocalPartLength = 64;  // RFC 5321 section 4.5.3.1.1
constexpr std::size_t kMaxLabelLength = 63;      // RFC 1035 section 2.3.4

/// Calls `is_good` for every dot-separated piece; false when one is empty or not good.
template <class Check>
bool all_pieces(std::string_view text, Check is_good) {
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view piece = text.substr(0, dot);
    if (piece.empty() || !is_good(piece)) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_atom(std::string_view text) {
  constexpr std::string_view kAtomSymbols = "!#$%&'*+-/=?^_`{|}~";
  return utf8proc::is_all_visible(text) && std::ranges::all_of(text, [&](char c) {
           return !is_ascii(c) || is_alnum(c) || kAtomSymbols.contains(c);
         });
}

bool is_label(std::string_view text) {
  return text.size() <= kMaxLabelLength && text.front() != '-' && text.back() != '-' &&
         utf8proc::has_only_letters(text, "-");
}

/// "Audmg Drive 2026!" and the like: the name, and digits and signs around and in it.
bool is_product_name(std::string_view password) {
  std::string letters;
  for (const char c : password) {
    if (!is_ascii(c)) return false;
    if (is_alpha(c)) letters += to_lower(c);
  }
  return letters == "audmg" || letters == "audmgdrive" || letters == "driveaudmg";
}

}  // namespace

std::optional<RuleViolation> check_username(std::string_view username) {
  if (username.size() < kMinUsernameLength) {
    return RuleViolation{"too_short", "A username has at least 3 characters."};
  }
  if (username.size() > kMaxUsernameLength) {
    return RuleViolation{"too_long", "A username has at most 32 characters."};
  }
  const bool good = is_alnum(username.front()) && std::ranges::all_of(username, [](char c) {
                      return is_alnum(c) || c == '.' || c == '_' || c == '-';
                    });
  if (good) return std::nullopt;
  return RuleViolation{
      "invalid",
      "A username consists of A-Z, a-z, 0-9, dot, underscore and hyphen, and begins "
      "with a letter or digit."};
}

std::optional<RuleViolation> check_email(std::string_view email) {
  if (email.size() > kMaxEmailLength) {
    return RuleViolation{"too_long", "An e-mail address has at most 254 characters."};
  }
  const std::size_t at = email.find('@');
  if (at != std::string_view::npos) {
    const std::string_view local = email.substr(0, at);
    const std::string_view domain = email.substr(at + 1);
    if (local.size() <= kMaxLocalPartLength && all_pieces(local, is_atom) && domain.contains('.') &&
        all_pieces(domain, is_label)) {
      return std::nullopt;
    }
  }
  return RuleViolation{"invalid", "This does not look like an e-mail address, name@example.org."};
}

std::optional<RuleViolation> check_password(std::string_view password, std::string_view username,
                                            std::string_view email,
                                            std::size_t minimum_characters) {
  const RuleViolation too_long{"too_long", "A password has at most 256 characters."};
  // Bytes first, so that no more of a huge one is looked at.
  if (password.size() > kMaxPasswordBytes) return too_long;
  const auto normal = utf8proc::to_nfc(password);
  const auto characters = normal ? count_code_points(normal->text()) : std::nullopt;
  if (!characters) return RuleViolation{"invalid", "A password is UTF-8 text."};
  if (*characters < minimum_characters) {
    return RuleViolation{"too_short", "A password has at least " +
                                          std::to_string(minimum_characters) + " characters."};
  }
  if (*characters > kMaxPasswordCharacters) return too_long;
  const std::string_view local = email.substr(0, email.find('@'));
  if (equals_ignore_case(password, username) || equals_ignore_case(password, email) ||
      equals_ignore_case(password, local)) {
    return RuleViolation{"common_password", "A password is not the user's own name or address."};
  }
  if (is_common_password(password) || is_blocked_password(password) || is_product_name(password)) {
    return RuleViolation{"common_password",
                         "This password is among those that guessers try first. Choose another."};
  }
  return std::nullopt;
}

}  // namespace audmg::identity
