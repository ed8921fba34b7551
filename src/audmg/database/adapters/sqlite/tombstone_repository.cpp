// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/tombstone_repository.hpp"

#include "audmg/database/adapters/sqlite/readable_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kInsertTombstone =
    "INSERT OR REPLACE INTO tombstones (object_key, owner, file) VALUES (?1, ?2, ?3)";
constexpr std::string_view kBuryFiles =
    "INSERT OR REPLACE INTO tombstones (object_key, owner, file)"
    " SELECT object_key, owner, id FROM files WHERE owner = ?1";
constexpr std::string_view kBuryCompanions =
    "INSERT OR REPLACE INTO tombstones (object_key, owner, file)"
    " SELECT object_key, owner, x'' FROM companion_objects WHERE owner = ?1";
constexpr std::string_view kBuryUploads =
    "INSERT OR REPLACE INTO tombstones (object_key, owner, file)"
    " SELECT object_key, owner, x'' FROM uploads WHERE owner = ?1";
constexpr std::string_view kListTombstones =
    "SELECT object_key, owner, file FROM tombstones LIMIT ?1";
constexpr std::string_view kCountTombstones =
    "SELECT count(*) FROM tombstones WHERE object_key = ?1";
constexpr std::string_view kDeleteTombstone = "DELETE FROM tombstones WHERE object_key = ?1";

// One that was there is due at once again.
constexpr std::string_view kBuryOwner =
    "INSERT OR REPLACE INTO owner_tombstones (owner, due_at) VALUES (?1, 0)";
constexpr std::string_view kListOwnerTombstones =
    "SELECT owner, due_at FROM owner_tombstones WHERE due_at <= ?1 LIMIT ?2";
constexpr std::string_view kCountOwnerTombstones =
    "SELECT count(*) FROM owner_tombstones WHERE owner = ?1";
constexpr std::string_view kPostponeOwnerTombstone =
    "UPDATE owner_tombstones SET due_at = ?2 WHERE owner = ?1";
constexpr std::string_view kDeleteOwnerTombstone = "DELETE FROM owner_tombstones WHERE owner = ?1";

Result<OwnerTombstone> read_owner_tombstone(const sqlite::Statement& row) {
  AUDMG_TRY(auto owner, read_id<UserId>(row, 0));
  return OwnerTombstone{.owner = std::move(owner), .due_at = read_time(row, 1)};
}

Result<Tombstone> read_tombstone(const sqlite::Statement& row) {
  Tombstone tombstone{.object_key = std::string(row.text(0)), .owner = {}, .file = {}};
  AUDMG_TRY(tombstone.owner, read_id<UserId>(row, 1));
  if (!row.bytes(2).empty()) {
    AUDMG_TRY(tombstone.file, read_id<FileId>(row, 2));
  }
  return tombstone;
}

class SqliteTombstoneRepository final : public TombstoneRepository {
 public:
  SqliteTombstoneRepository(Connections connections, ReportUnreadableRow report)
      : connections_(connections), report_(std::move(report)) {}

  Result<std::vector<Tombstone>> list_tombstones(std::size_t limit) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_readable_rows(connection, report_, limit, kListTombstones, read_tombstone);
    });
  }

  Result<std::vector<bool>> has_tombstones(std::span<const std::string> object_keys) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<bool>> {
          std::vector<bool> found;
          found.reserve(object_keys.size());
          for (const std::string& object_key : object_keys) {
            AUDMG_TRY(const auto count,
                      find_row(connection, kCountTombstones, sqlite::read_count, object_key));
            found.push_back(count.value_or(0) > 0);
          }
          return found;
        });
  }

  Result<void> remove_tombstones(std::span<const std::string> object_keys) override {
    if (object_keys.empty()) return {};
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      for (const std::string& object_key : object_keys) {
        AUDMG_CHECK(change_rows(connection, kDeleteTombstone, object_key));
      }
      return {};
    });
  }

  Result<std::vector<OwnerTombstone>> list_owner_tombstones(TimePoint now,
                                                            std::size_t limit) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListOwnerTombstones, read_owner_tombstone, milliseconds(now),
                       limit);
    });
  }

  Result<std::vector<bool>> has_owner_tombstones(std::span<const UserId> owners) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<bool>> {
          std::vector<bool> found;
          for (const UserId& owner : owners) {
            AUDMG_TRY(const auto count, find_row(connection, kCountOwnerTombstones,
                                                 sqlite::read_count, IdBytes(owner)));
            found.push_back(count.value_or(0) > 0);
          }
          return found;
        });
  }

  Result<void> postpone_owner_tombstone(const UserId& owner, TimePoint due_at) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(
          change_rows(connection, kPostponeOwnerTombstone, IdBytes(owner), milliseconds(due_at)));
      return {};
    });
  }

  Result<void> remove_owner_tombstone(const UserId& owner) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kDeleteOwnerTombstone, IdBytes(owner)));
      return {};
    });
  }

 private:
  Connections connections_;
  const ReportUnreadableRow report_;
};

}  // namespace

Result<void> bury(sqlite::Connection& connection, const Tombstone& tombstone) {
  AUDMG_CHECK(change_rows(connection, kInsertTombstone, tombstone.object_key,
                          IdBytes(tombstone.owner), IdBytes(tombstone.file)));
  return {};
}

Result<void> bury_all_of(sqlite::Connection& connection, const UserId& owner) {
  AUDMG_CHECK(change_rows(connection, kBuryFiles, IdBytes(owner)));
  AUDMG_CHECK(change_rows(connection, kBuryCompanions, IdBytes(owner)));
  AUDMG_CHECK(change_rows(connection, kBuryUploads, IdBytes(owner)));
  AUDMG_CHECK(change_rows(connection, kBuryOwner, IdBytes(owner)));
  return {};
}

std::unique_ptr<TombstoneRepository> make_tombstone_repository(Connections connections,
                                                               ReportUnreadableRow report) {
  return std::make_unique<SqliteTombstoneRepository>(connections, std::move(report));
}

}  // namespace audmg::database
