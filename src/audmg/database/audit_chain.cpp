// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/audit_chain.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

namespace audmg::database {

std::string audit_hash(const AuditEntry& entry, std::string_view previous_hash) {
  const std::string at = std::to_string(entry.at.time_since_epoch().count());
  openssl::Sha256 hash;
  for (const std::string_view text :
       {std::string_view(entry.id.text()), std::string_view(entry.user.text()),
        std::string_view(entry.actor.text()), std::string_view(at), std::string_view(entry.action),
        std::string_view(entry.network), std::string_view(entry.device),
        std::string_view(entry.detail), previous_hash}) {
    hash.update(std::to_string(text.size()) + ":");
    hash.update(text);
  }
  return to_hex(hash.finish());
}

AuditEntry chained(AuditEntry entry, const AuditEntryId& last_id, std::string_view last_hash) {
  if (entry.id <= last_id) {
    entry.id = entry.id.with_time(last_id.time() + std::chrono::milliseconds(1));
  }
  entry.previous_hash = last_hash;
  entry.hash = audit_hash(entry, last_hash);
  return entry;
}

bool is_chained(std::span<const AuditEntry> entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const AuditEntry& entry = entries[i];
    if (entry.hash != audit_hash(entry, entry.previous_hash)) return false;
    if (i + 1 < entries.size() && entry.previous_hash != entries[i + 1].hash) return false;
  }
  return true;
}

}  // namespace audmg::database
