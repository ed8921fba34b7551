// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/idempotency_repository.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

struct User {
  UserId id;
  /// As the user wrote it; unique without regard to ASCII case.
  std::string username;
  /// As the user wrote it; unique without regard to ASCII case.
  std::string email;
  /// PHC string of the password hash.
  std::string password_hash;
  /// Increases whenever all credentials issued before must become invalid: password change,
  /// disable.
  std::int64_t credential_version = 1;
  bool disabled = false;
  TimePoint created_at;
};

enum class CreateUserOutcome { created, username_taken, email_taken };

/// The users. All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all methods: unavailable, out_of_space, internal.
class UserRepository {
 public:
  UserRepository() = default;
  UserRepository(const UserRepository&) = delete;
  UserRepository& operator=(const UserRepository&) = delete;
  virtual ~UserRepository() = default;

  /// Stores the user unless username or e-mail is taken; of two simultaneous calls exactly one
  /// wins. Notes the `completion`, unless it is null, when the user was created.
  [[nodiscard]] virtual Result<CreateUserOutcome> create_user(
      const User& user, const IdempotentCompletion* completion) = 0;
  [[nodiscard]] Result<CreateUserOutcome> create_user(const User& user) {
    return create_user(user, nullptr);
  }
  [[nodiscard]] virtual Result<std::optional<User>> find_user(const UserId& id) = 0;
  [[nodiscard]] virtual Result<std::optional<User>> find_user_by_username(
      std::string_view username) = 0;
  [[nodiscard]] virtual Result<std::optional<User>> find_user_by_email(std::string_view email) = 0;
  /// Lists users by id (age), at most `limit`, after `after` (empty: from the start).
  [[nodiscard]] virtual Result<std::vector<User>> list_users(const UserId& after,
                                                             std::size_t limit) = 0;
  /// Also raises credential_version and ends all sessions. Errors: not_found.
  [[nodiscard]] virtual Result<void> set_password_hash(const UserId& id,
                                                       std::string_view password_hash) = 0;
  /// Also raises credential_version and, when disabling, ends all sessions. Errors: not_found.
  [[nodiscard]] virtual Result<void> set_disabled(const UserId& id, bool disabled) = 0;
  /// Removes the user with sessions, upload sessions, file rows and idempotency records. The
  /// objects stay: the sweep removes objects that no row names. Errors: not_found.
  [[nodiscard]] virtual Result<void> delete_user(const UserId& id) = 0;
};

}  // namespace audmg::database
