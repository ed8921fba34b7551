// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/services.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

// Tokens in the links of mails. They are signed and stored nowhere: a token names the account as it
// was when the link was made, and is worthless once that has changed, so that each works once
// (docs/adr/0036).

/// The use that a link is good for.
enum class LinkPurpose {
  reset_password,  ///< good until the password or the address changes
  verify_email,    ///< good until the address changes
  change_email,    ///< good until the password or the address changes
};

inline constexpr std::chrono::minutes kResetLifetime{30};
inline constexpr std::chrono::hours kVerifyLifetime{24};

struct LinkToken {
  UserId user;
  std::int64_t credential_version = 0;
  /// The account's address when the link was made.
  std::string email;
  /// The new address; only for change_email.
  std::string new_email{};
};

/// Returns a token for the account as it is now. `new_email` only for change_email.
[[nodiscard]] std::string make_link_token(LinkPurpose purpose, const database::User& user,
                                          std::string_view new_email,
                                          const AccountServices& services);

/// Returns nothing for text that make_link_token() did not make for this purpose, and for a token
/// that has expired. The caller compares it with the account by is_current().
[[nodiscard]] std::optional<LinkToken> read_link_token(LinkPurpose purpose, std::string_view text,
                                                       const AccountServices& services);

/// Returns whether the account is still as the token says.
[[nodiscard]] bool is_current(LinkPurpose purpose, const LinkToken& token,
                              const database::User& user);

/// Returns what follows the drive's address in the link to a page of the app: "/reset#token=...".
[[nodiscard]] std::string page_path(std::string_view page, std::string_view token);

/// Returns the address of the app's page for a token, in the fragment, which browsers send to
/// nobody: "https://drive.example.org/reset#token=...".
[[nodiscard]] std::string link_to_page(std::string_view page, std::string_view token,
                                       const CommonServices& services);

}  // namespace audmg::functions
