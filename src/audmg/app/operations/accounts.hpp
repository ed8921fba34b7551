// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// Most accounts that list() gives at once.
inline constexpr std::size_t kMaxAccountsPerPage = 200;

struct NewAccount {
  std::string username;
  std::string email;
  std::string password;
};

/// What an operator sees of a user.
struct Account {
  std::string id;
  std::string username;
  std::string email;
  /// RFC 3339.
  std::string created_at;
  bool disabled = false;
};

/// What an operator may do with users. Two ways lead there: the stores of this process, or the
/// running server that owns them. `user` is a username, or an e-mail address. Messages of errors
/// are written for the operator. All methods may block. Errors of all: unavailable, out_of_space,
/// internal.
class Accounts {
 public:
  Accounts() = default;
  Accounts(const Accounts&) = delete;
  Accounts& operator=(const Accounts&) = delete;
  virtual ~Accounts() = default;

  /// The new user's id. Errors: invalid_argument (a field breaks a rule of sign-up),
  /// already_exists.
  [[nodiscard]] virtual Result<std::string> add(const NewAccount& account) = 0;
  /// In order of age, after the id `after` (empty: from the start), at most kMaxAccountsPerPage.
  [[nodiscard]] virtual Result<std::vector<Account>> list(std::string_view after) = 0;
  /// All sessions and links of the user die. Errors: not_found, invalid_argument (the password
  /// breaks a rule).
  [[nodiscard]] virtual Result<void> set_password(std::string_view user,
                                                  std::string_view password) = 0;
  /// Disabling ends all sessions and links. Errors: not_found.
  [[nodiscard]] virtual Result<void> set_disabled(std::string_view user, bool disabled) = 0;
  /// Removes user, files and objects; how many objects. Errors: not_found.
  [[nodiscard]] virtual Result<std::uint64_t> remove(std::string_view user) = 0;
};

}  // namespace audmg::app
