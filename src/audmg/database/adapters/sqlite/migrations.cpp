// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/migrations.hpp"

#include "audmg/database/adapters/sqlite/migrations/0001_first_tables.hpp"
#include "audmg/database/adapters/sqlite/migrations/0002_queue_and_events.hpp"
#include "audmg/database/adapters/sqlite/migrations/0003_refresh_leeway.hpp"
#include "audmg/database/adapters/sqlite/migrations/0004_processing_since.hpp"
#include "audmg/database/adapters/sqlite/migrations/0005_integrity.hpp"
#include "audmg/database/adapters/sqlite/migrations/0006_companions.hpp"
#include "audmg/database/adapters/sqlite/migrations/0007_asked_renditions.hpp"
#include "audmg/database/adapters/sqlite/migrations/0008_message_rank.hpp"
#include "audmg/database/adapters/sqlite/migrations/0009_organise.hpp"
#include "audmg/database/adapters/sqlite/migrations/0010_queued_at.hpp"
#include "audmg/database/adapters/sqlite/migrations/0011_accounts.hpp"
#include "audmg/database/adapters/sqlite/migrations/0012_usage.hpp"
#include "audmg/database/adapters/sqlite/migrations/0013_administration.hpp"
#include "audmg/database/adapters/sqlite/migrations/0014_sweep.hpp"
#include "audmg/lib/sqlite/transaction.hpp"

#include <array>
#include <string>

namespace audmg::database {
namespace {

constexpr std::array<std::string_view, 14> kMigrations{
    kFirstTables, kQueueAndEvents,  kRefreshLeeway,  kProcessingSince, kIntegrity,
    kCompanions,  kAskedRenditions, kMessageRank,    kOrganise,        kQueuedAt,
    kAccounts,    kUsage,           kAdministration, kSweep,
};

Result<std::int64_t> read_version(sqlite::Connection& connection) {
  return connection.query_integer("PRAGMA user_version");
}

}  // namespace

std::span<const std::string_view> all_migrations() noexcept { return kMigrations; }

Result<void> check_origin(sqlite::Connection& connection,
                          std::span<const std::string_view> migrations) {
  AUDMG_TRY(const std::int64_t application_id, connection.query_integer("PRAGMA application_id"));
  AUDMG_TRY(const std::int64_t version, read_version(connection));
  AUDMG_TRY(const std::int64_t tables,
            connection.query_integer("SELECT count(*) FROM sqlite_schema"));
  const bool empty = application_id == 0 && version == 0 && tables == 0;
  if (!empty && application_id != kApplicationId) {
    return fail(ErrorCode::conflict,
                "the database file belongs to another program (application_id " +
                    std::to_string(application_id) + ")");
  }
  if (version > static_cast<std::int64_t>(migrations.size())) {
    return fail(ErrorCode::conflict,
                "the database was written by a newer Audmg Drive (schema version " +
                    std::to_string(version) + ", this program knows " +
                    std::to_string(migrations.size()) + "); start that version instead");
  }
  return {};
}

Result<void> migrate(sqlite::Connection& connection, std::span<const std::string_view> migrations) {
  AUDMG_TRY(const std::int64_t version, read_version(connection));
  for (auto step = static_cast<std::size_t>(version); step < migrations.size(); ++step) {
    AUDMG_TRY(sqlite::Transaction transaction, sqlite::Transaction::begin(connection));
    AUDMG_CHECK(connection.execute(std::string(migrations[step])));
    AUDMG_CHECK(connection.execute("PRAGMA application_id = " + std::to_string(kApplicationId)));
    AUDMG_CHECK(connection.execute("PRAGMA user_version = " + std::to_string(step + 1)));
    AUDMG_CHECK(transaction.commit());
  }
  return {};
}

}  // namespace audmg::database
