// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/usage_rows.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {
namespace {

// A user has few open sessions, so adding them up is cheaper than another counter. The empty
// grouping makes one row of no sessions, too.
constexpr std::string_view kReadUsage =
    "SELECT coalesce((SELECT bytes FROM usage WHERE owner = ?1), 0),"
    " coalesce((SELECT files FROM usage WHERE owner = ?1), 0),"
    " coalesce(sum(reserved), 0) FROM uploads WHERE owner = ?1";
constexpr std::string_view kChangeUsage =
    "INSERT INTO usage (owner, bytes, files) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (owner) DO UPDATE SET bytes = bytes + ?2, files = files + ?3";
constexpr std::string_view kReadReservation =
    "SELECT reserved FROM uploads WHERE owner = ?1 AND id = ?2";

Result<Usage> read_usage_row(const sqlite::Statement& row) {
  return Usage{.bytes = static_cast<std::uint64_t>(row.integer(0)),
               .files = static_cast<std::uint64_t>(row.integer(1)),
               .reserved = static_cast<std::uint64_t>(row.integer(2))};
}

}  // namespace

Result<Usage> read_usage(sqlite::Connection& connection, const UserId& owner) {
  AUDMG_TRY(const auto usage, find_row(connection, kReadUsage, read_usage_row, IdBytes(owner)));
  return usage.value_or(Usage{});
}

Result<bool> has_room(sqlite::Connection& connection, const UserId& owner, std::uint64_t more,
                      const std::optional<std::uint64_t>& quota) {
  if (!quota) return true;
  AUDMG_TRY(const Usage usage, read_usage(connection, owner));
  return fits(usage, more, quota);
}

Result<void> change_usage(sqlite::Connection& connection, const UserId& owner, std::int64_t bytes,
                          std::int64_t files) {
  AUDMG_CHECK(change_rows(connection, kChangeUsage, IdBytes(owner), bytes, files));
  return {};
}

Result<std::uint64_t> read_reservation(sqlite::Connection& connection, const UserId& owner,
                                       const UploadId& upload) {
  AUDMG_TRY(const auto reserved, find_row(connection, kReadReservation, sqlite::read_count,
                                          IdBytes(owner), IdBytes(upload)));
  if (!reserved) return fail(ErrorCode::not_found, "no such upload session");
  return static_cast<std::uint64_t>(*reserved);
}

}  // namespace audmg::database
