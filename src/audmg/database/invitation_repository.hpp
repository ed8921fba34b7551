// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/user_repository.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// The most invitations that may be open at a time.
inline constexpr std::size_t kMaxInvitations = 1'000;

/// The permission to make one account. create_user() uses it up.
struct Invitation {
  InvitationId id;
  /// SHA-256 of the secret in the link, lower-case hexadecimal.
  std::string secret_hash;
  /// Role of the account to be made.
  Role role = Role::user;
  /// The invited address; empty: whoever has the link.
  std::string email{};
  /// Empty: the operator.
  UserId created_by{};
  TimePoint created_at;
  TimePoint expires_at;
};

/// Open invitations. All methods may block and are thread-safe; writes are durable when they
/// return. Errors of all methods: unavailable, out_of_space, internal.
class InvitationRepository {
 public:
  InvitationRepository() = default;
  InvitationRepository(const InvitationRepository&) = delete;
  InvitationRepository& operator=(const InvitationRepository&) = delete;
  virtual ~InvitationRepository() = default;

  /// Errors: too_large when kMaxInvitations are open.
  [[nodiscard]] virtual Result<void> create_invitation(const Invitation& invitation) = 0;
  /// An expired one is still found, until it is removed.
  [[nodiscard]] virtual Result<std::optional<Invitation>> find_invitation(
      const InvitationId& id) = 0;
  /// Lists all, in order of creation.
  [[nodiscard]] virtual Result<std::vector<Invitation>> list_invitations() = 0;
  /// Returns false when there was none.
  [[nodiscard]] virtual Result<bool> delete_invitation(const InvitationId& id) = 0;
  /// Removes invitations that expired before `now`.
  [[nodiscard]] virtual Result<void> delete_expired_invitations(TimePoint now) = 0;
};

}  // namespace audmg::database
