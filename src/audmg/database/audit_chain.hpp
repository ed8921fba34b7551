// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/audit_repository.hpp"

#include <span>
#include <string>
#include <string_view>

namespace audmg::database {

/// Returns the hash of an entry that follows one with `previous_hash` (empty: it is the first): the
/// SHA-256, in lower-case hexadecimal, of each text behind its length and a colon, in the order of
/// AuditEntry's members; `at` is the number of its milliseconds since the epoch.
[[nodiscard]] std::string audit_hash(const AuditEntry& entry, std::string_view previous_hash);

/// Returns the entry as it is stored behind the one of the same user that has `last_id` and
/// `last_hash` (empty: it is the first): with both hashes and an id after `last_id`.
[[nodiscard]] AuditEntry chained(AuditEntry entry, const AuditEntryId& last_id,
                                 std::string_view last_hash);

/// Returns whether the hashes of one user's entries, last first and without gaps, fit together.
[[nodiscard]] bool is_chained(std::span<const AuditEntry> entries);

}  // namespace audmg::database
