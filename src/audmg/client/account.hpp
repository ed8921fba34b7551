// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::client {

/// A log-in at a drive, as this machine remembers it.
struct Account {
  /// Where the drive is, without "/" at its end; may have a path, as the stages of API Gateway do.
  std::string url;
  std::string username;
  /// PEM file of the authorities to trust; "" for the system's.
  std::string ca_file{};
  std::string token;
  TimePoint token_expires_at{};
  /// Empty if the token is an app password, which is never renewed. Works once: whoever renews the
  /// token must store the new pair before another process may.
  std::string refresh_token;
};

/// Checks the URL that a person typed and returns it in the form of Account::url. Errors:
/// invalid_argument, with a sentence for the person.
[[nodiscard]] Result<std::string> read_drive_url(std::string_view text);

/// Form of the file; the error is corrupt.
[[nodiscard]] std::string account_to_json(const Account& account);
[[nodiscard]] Result<Account> account_from_json(std::string_view text);

/// Keeps the account in a file that only its owner can read, for several processes at once.
class AccountFile {
 public:
  explicit AccountFile(std::filesystem::path path) : path_(std::move(path)) {}

  /// Returns nothing when nobody is logged in. Errors: corrupt, those of fail_errno().
  [[nodiscard]] Result<std::optional<Account>> load() const;
  [[nodiscard]] Result<void> store(const Account& account) const;
  [[nodiscard]] Result<void> remove() const;
  /// Blocks until no other process holds the lock, which ends with the descriptor. Whoever changes
  /// the file holds it.
  [[nodiscard]] Result<Descriptor> lock() const;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace audmg::client
