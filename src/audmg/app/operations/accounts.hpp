// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/administration/taken_factors.hpp"
#include "audmg/functions/services.hpp"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {
struct User;
}
namespace audmg::app {

/// Most accounts that one call of list() returns.
inline constexpr std::size_t kMaxAccountsPerPage = 200;

struct NewAccount {
  std::string username;
  std::string email;
  SecretText password;
};

struct NewPassword {
  /// Username or e-mail address.
  std::string user;
  SecretText password;
};

struct NewRole {
  /// Username or e-mail address.
  std::string user;
  bool admin = false;
};

struct FactorReset {
  /// Username or e-mail address.
  std::string user;
  bool keep_passkeys = false;
};

/// An operator's view of a user.
struct Account {
  std::string id;
  std::string username;
  std::string email;
  /// RFC 3339.
  std::string created_at;
  bool disabled = false;
  bool admin = false;
};

/// The operator's actions on users, in the stores of this process. Each change takes effect at once
/// in the server of this process, and is noted in the audit log as the operator's. `user` is a
/// username or an e-mail address. Error messages are written for the operator. All methods may
/// block. Errors of all: unavailable, out_of_space, internal.
class Accounts {
 public:
  /// `services` must outlive it. When `stop` is requested, removing a user's objects ends early;
  /// the sweep removes the rest.
  explicit Accounts(const functions::Services& services, std::stop_token stop = {});

  /// Returns the new user's id. The address counts as confirmed. Errors: invalid_argument (a field
  /// breaks a rule of sign-up), already_exists.
  [[nodiscard]] Result<std::string> add(const NewAccount& account);
  /// Returns accounts, oldest first, after the id `after` (empty: from the start), at most
  /// kMaxAccountsPerPage.
  [[nodiscard]] Result<std::vector<Account>> list(std::string_view after);
  /// Ends all sessions and links of the user, who is told by mail. Errors: not_found,
  /// invalid_argument (the password breaks a rule).
  [[nodiscard]] Result<void> set_password(const NewPassword& change);
  /// Returns the path of a link by which the user sets a new password within half an hour, to be
  /// put behind the drive's address: "/reset#token=...". Errors: not_found.
  [[nodiscard]] Result<std::string> make_reset_link(std::string_view user);
  /// functions::take_factors_away(). Errors: not_found.
  [[nodiscard]] Result<functions::TakenFactors> reset_factors(const FactorReset& reset);
  /// Returns the path of a link that makes one account within a week, an admin's if `admin`.
  /// Errors: too_large (too many are open).
  [[nodiscard]] Result<std::string> invite(bool admin);
  /// Errors: not_found.
  [[nodiscard]] Result<void> set_role(const NewRole& role);
  /// Disabling ends all sessions and links. Errors: not_found.
  [[nodiscard]] Result<void> set_disabled(std::string_view user, bool disabled);
  /// Removes user, files and objects; returns the number of objects. Errors: not_found.
  [[nodiscard]] Result<std::uint64_t> remove(std::string_view user);

 private:
  [[nodiscard]] Result<database::User> get_user(std::string_view name);
  [[nodiscard]] Result<void> abort_uploads(const UserId& owner);
  [[nodiscard]] Result<std::uint64_t> count_originals(const UserId& owner);

  const functions::Services services_;
  const std::stop_token stop_;
};

}  // namespace audmg::app
