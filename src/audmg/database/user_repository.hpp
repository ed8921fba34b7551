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

/// Rights of a user beside those to the own library. An admin sees accounts, never files.
enum class Role { user, admin };

/// An account without its password and second factors, which CredentialRepository keeps apart.
struct User {
  UserId id;
  /// As the user wrote it; unique without regard to ASCII case.
  std::string username;
  /// As the user wrote it; unique without regard to ASCII case.
  std::string email;
  /// Increases whenever all credentials issued before must become invalid: password change,
  /// disable.
  std::int64_t credential_version = 1;
  bool disabled = false;
  TimePoint created_at;
  Role role = Role::user;
  /// Language of mails, "en" or "de"; empty: not chosen.
  std::string language{};
  /// Time when the address was shown to be the user's.
  std::optional<TimePoint> email_verified_at{};
  /// True for an account that was made where addresses are confirmed before the first log-in.
  bool awaits_confirmation = false;
  /// The most bytes that the user's files may take; nothing: what the deployment gives everybody.
  std::optional<std::uint64_t> quota{};
  /// Time from which on the account is removed, because the user asked for it.
  std::optional<TimePoint> deletion_due_at{};
};

struct NewUser {
  User user;
  /// PHC string; empty: no password fits.
  std::string password_hash{};
  /// The invitation that this account uses up.
  InvitationId invitation{};
  /// True: only if the drive never had an account.
  bool only_first = false;
};

enum class CreateUserOutcome {
  created,
  username_taken,
  email_taken,
  invitation_gone,  ///< used, withdrawn or expired at user.created_at
  not_first,        ///< the drive has, or had, an account
};

/// The members that are set replace the user's.
struct UserChange {
  std::optional<std::string> email{};
  std::optional<std::optional<TimePoint>> email_verified_at{};
  std::optional<Role> role{};
  std::optional<std::string> language{};
  std::optional<std::optional<std::uint64_t>> quota{};
  std::optional<std::optional<TimePoint>> deletion_due_at{};
  /// When set, nothing changes unless this is the user's address, byte for byte.
  std::optional<std::string> if_email{};
};

enum class ChangeUserOutcome { changed, email_taken, other_email };

/// The users. All methods may block and are thread-safe; writes are durable when they return.
/// Errors of all methods: unavailable, out_of_space, internal.
class UserRepository {
 public:
  UserRepository() = default;
  UserRepository(const UserRepository&) = delete;
  UserRepository& operator=(const UserRepository&) = delete;
  virtual ~UserRepository() = default;

  /// Stores the user unless username or e-mail is taken; of two simultaneous calls exactly one
  /// wins. The first account that a drive ever has becomes an admin's. Who may not make an account
  /// (not_first, invitation_gone) does not learn whether its names are taken. Notes the
  /// `completion`, unless it is null, when the user was created.
  [[nodiscard]] virtual Result<CreateUserOutcome> create_user(
      const NewUser& user, const IdempotentCompletion* completion) = 0;
  [[nodiscard]] Result<CreateUserOutcome> create_user(const User& user) {
    return create_user({.user = user}, nullptr);
  }
  /// Returns whether the drive has, or ever had, an account.
  [[nodiscard]] virtual Result<bool> had_account() = 0;
  [[nodiscard]] virtual Result<std::optional<User>> find_user(const UserId& id) = 0;
  [[nodiscard]] virtual Result<std::optional<User>> find_user_by_username(
      std::string_view username) = 0;
  [[nodiscard]] virtual Result<std::optional<User>> find_user_by_email(std::string_view email) = 0;
  /// Lists users by id (age), at most `limit`, after `after` (empty: from the start).
  [[nodiscard]] virtual Result<std::vector<User>> list_users(const UserId& after,
                                                             std::size_t limit) = 0;
  /// Changes all or nothing. Errors: not_found.
  [[nodiscard]] virtual Result<ChangeUserOutcome> change_user(const UserId& id,
                                                              const UserChange& change) = 0;
  /// Also raises credential_version and, when disabling, ends all sessions. Errors: not_found.
  [[nodiscard]] virtual Result<void> set_disabled(const UserId& id, bool disabled) = 0;
  /// Removes the user with credentials, sessions, app passwords, upload sessions, file rows and
  /// idempotency records. The objects stay: the sweep removes objects that no row names. The audit
  /// log stays. Errors: not_found.
  [[nodiscard]] virtual Result<void> delete_user(const UserId& id) = 0;
};

}  // namespace audmg::database
