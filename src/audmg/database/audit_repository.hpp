// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace audmg::database {

/// One line of the audit log.
struct AuditEntry {
  /// append_entry() replaces it by a later one where the same user has an entry that is not older,
  /// so that a chain is in order of the ids even after a clock was set back.
  AuditEntryId id;
  /// The account that it is about; empty: none that exists.
  UserId user{};
  /// The user who did it, when it was another one: an admin; empty otherwise.
  UserId actor{};
  TimePoint at;
  /// Stable word such as "login" or "password_changed".
  std::string action;
  /// The truncated address and the device of the request; empty for the operator's commands.
  std::string network{};
  std::string device{};
  /// A JSON object with what else is to be said, at most 1 KiB; never a secret.
  std::string detail{};
  /// Set by append_entry(): SHA-256 over the previous hash of the same user's entries and the
  /// members above, lower-case hexadecimal (audit_chain.hpp).
  std::string previous_hash{};
  std::string hash{};
};

struct ListAuditRequest {
  /// Empty: the entries of all users and of nobody.
  UserId user{};
  /// Entries before this one; empty: from the last.
  AuditEntryId before{};
  std::size_t limit = 100;
};

/// The log of what happened to accounts. Entries can be added, and removed by age only; each user's
/// entries are chained by their hashes, so that a change or a gap shows. All methods may block and
/// are thread-safe; writes are durable when they return. Errors of all methods: unavailable,
/// out_of_space, internal.
class AuditRepository {
 public:
  AuditRepository() = default;
  AuditRepository(const AuditRepository&) = delete;
  AuditRepository& operator=(const AuditRepository&) = delete;
  virtual ~AuditRepository() = default;

  /// Chains and stores the entry. The user need not exist (any more).
  [[nodiscard]] virtual Result<void> append_entry(AuditEntry entry) = 0;
  /// Lists entries, last first.
  [[nodiscard]] virtual Result<std::vector<AuditEntry>> list_entries(
      const ListAuditRequest& request) = 0;
  /// Removes the entries whose ids were made before `time`: of each chain its oldest part.
  [[nodiscard]] virtual Result<void> delete_entries_before(TimePoint time) = 0;
};

}  // namespace audmg::database
