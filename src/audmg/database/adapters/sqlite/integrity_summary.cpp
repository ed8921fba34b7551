// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/integrity_summary.hpp"

#include "audmg/lib/sqlite/connection.hpp"

#include <chrono>
#include <string_view>

namespace audmg::database {
namespace {

/// The first version that keeps anything about the bytes.
constexpr std::int64_t kFirstSchemaVersion = 5;
constexpr std::string_view kCountSummaries =
    "SELECT count(*), coalesce(sum(damage <> ''), 0), coalesce(sum(verified_at = 0), 0),"
    " coalesce(min(nullif(verified_at, 0)), 0) FROM files";
constexpr std::string_view kIdentity = "SELECT drive_id, generation FROM drive";

std::uint64_t count_at(const sqlite::Statement& row, int column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

}  // namespace

Result<std::optional<IntegritySummary>> read_integrity_summary(const std::filesystem::path& file) {
  AUDMG_TRY(auto connection,
            sqlite::Connection::open({.file = file, .access = sqlite::Access::read_only}));
  AUDMG_TRY(const std::int64_t version, connection.query_integer("PRAGMA user_version"));
  if (version < kFirstSchemaVersion) return std::nullopt;
  IntegritySummary summary;
  {
    AUDMG_TRY(const auto counts, connection.query(kCountSummaries));
    AUDMG_CHECK(counts->step());
    summary.files = count_at(*counts, 0);
    summary.damaged = count_at(*counts, 1);
    summary.never_verified = count_at(*counts, 2);
    summary.oldest_verification = TimePoint(std::chrono::milliseconds(counts->integer(3)));
  }
  AUDMG_TRY(const auto identity, connection.query(kIdentity));
  AUDMG_TRY(const bool found, identity->step());
  if (found) {
    summary.identity = DriveIdentity{std::string(identity->text(0)), count_at(*identity, 1)};
  }
  return summary;
}

}  // namespace audmg::database
