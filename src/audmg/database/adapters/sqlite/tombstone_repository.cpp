// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/tombstone_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/tombstone_rows.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kInsert =
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
constexpr std::string_view kList = "SELECT object_key, owner, file FROM tombstones LIMIT ?1";
constexpr std::string_view kCount = "SELECT count(*) FROM tombstones WHERE object_key = ?1";
constexpr std::string_view kDelete = "DELETE FROM tombstones WHERE object_key = ?1";

Result<Tombstone> read_tombstone(const sqlite::Statement& row) {
  Tombstone tombstone{.object_key = std::string(row.text(0)), .owner = {}, .file = {}};
  AUDMG_TRY(tombstone.owner, read_id<UserId>(row, 1));
  if (!row.bytes(2).empty()) {
    AUDMG_TRY(tombstone.file, read_id<FileId>(row, 2));
  }
  return tombstone;
}

Result<std::int64_t> read_count(const sqlite::Statement& row) { return row.integer(0); }

class SqliteTombstoneRepository final : public TombstoneRepository {
 public:
  explicit SqliteTombstoneRepository(Connections connections) : connections_(connections) {}

  Result<std::vector<Tombstone>> list_tombstones(std::size_t limit) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kList, read_tombstone, limit);
    });
  }

  Result<std::vector<bool>> has_tombstones(std::span<const std::string> object_keys) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<bool>> {
          std::vector<bool> found;
          found.reserve(object_keys.size());
          for (const std::string& object_key : object_keys) {
            AUDMG_TRY(const auto count, find_row(connection, kCount, read_count, object_key));
            found.push_back(count.value_or(0) > 0);
          }
          return found;
        });
  }

  Result<void> remove_tombstones(std::span<const std::string> object_keys) override {
    if (object_keys.empty()) return {};
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      for (const std::string& object_key : object_keys) {
        AUDMG_CHECK(change_rows(connection, kDelete, object_key));
      }
      return {};
    });
  }

 private:
  Connections connections_;
};

}  // namespace

Result<void> bury(sqlite::Connection& connection, const Tombstone& tombstone) {
  AUDMG_CHECK(change_rows(connection, kInsert, tombstone.object_key, IdBytes(tombstone.owner),
                          IdBytes(tombstone.file)));
  return {};
}

Result<void> bury_all_of(sqlite::Connection& connection, const UserId& owner) {
  AUDMG_CHECK(change_rows(connection, kBuryFiles, IdBytes(owner)));
  AUDMG_CHECK(change_rows(connection, kBuryCompanions, IdBytes(owner)));
  AUDMG_CHECK(change_rows(connection, kBuryUploads, IdBytes(owner)));
  return {};
}

std::unique_ptr<TombstoneRepository> make_tombstone_repository(Connections connections) {
  return std::make_unique<SqliteTombstoneRepository>(connections);
}

}  // namespace audmg::database
