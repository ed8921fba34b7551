// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// The most app passwords that one user may have.
inline constexpr std::size_t kMaxAppPasswords = 100;

/// A key that a user made for one program, with less than all rights.
struct AppPassword {
  AppPasswordId id;
  UserId owner;
  /// The user's name for it.
  std::string name;
  /// SHA-256 of the secret, lower-case hexadecimal.
  std::string secret_hash{};
  /// Words in alphabetical order, separated by blanks: "edit read".
  std::string scopes;
  TimePoint created_at;
  std::optional<TimePoint> expires_at{};
  std::optional<TimePoint> last_used_at{};
};

/// An app password with the fact about its owner that the authorizer needs.
struct LiveAppPassword {
  AppPassword app_password;
  std::string username;
  bool user_disabled = false;
  std::int64_t credential_version = 0;
};

/// App passwords. Ownership is part of every call. All methods may block and are thread-safe;
/// writes are durable when they return. Errors of all methods: unavailable, out_of_space, internal.
class AppPasswordRepository {
 public:
  AppPasswordRepository() = default;
  AppPasswordRepository(const AppPasswordRepository&) = delete;
  AppPasswordRepository& operator=(const AppPasswordRepository&) = delete;
  virtual ~AppPasswordRepository() = default;

  /// Errors: not_found when the owner is gone; too_large when the owner has kMaxAppPasswords.
  [[nodiscard]] virtual Result<void> create_app_password(const AppPassword& app_password) = 0;
  [[nodiscard]] virtual Result<std::optional<LiveAppPassword>> find_app_password(
      const UserId& owner, const AppPasswordId& id) = 0;
  /// Lists all, in order of creation.
  [[nodiscard]] virtual Result<std::vector<AppPassword>> list_app_passwords(
      const UserId& owner) = 0;
  /// Notes the time of use. An absent app password is success.
  [[nodiscard]] virtual Result<void> note_use(const UserId& owner, const AppPasswordId& id,
                                              TimePoint at) = 0;
  /// Returns false when there was none.
  [[nodiscard]] virtual Result<bool> delete_app_password(const UserId& owner,
                                                         const AppPasswordId& id) = 0;
};

}  // namespace audmg::database
