// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/drive_repository.hpp"

#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kFindIdentity = "SELECT drive_id, generation FROM drive";
constexpr std::string_view kSet =
    "INSERT INTO drive (one, drive_id, generation) VALUES (1, ?1, ?2)"
    " ON CONFLICT (one) DO UPDATE SET drive_id = ?1, generation = ?2";
constexpr std::string_view kCreate =
    "INSERT OR IGNORE INTO drive (one, drive_id, generation) VALUES (1, ?1, ?2)";
constexpr std::string_view kRaise =
    "UPDATE drive SET generation = generation + 1 RETURNING drive_id, generation";
constexpr std::string_view kTakeLease =
    "INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?4)"
    " ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?4"
    " WHERE holder = ?2 OR until <= ?3";
constexpr std::string_view kEndLease = "DELETE FROM leases WHERE name = ?1 AND holder = ?2";
constexpr std::string_view kCountLeases =
    "SELECT count(*) FROM leases WHERE name = ?1 AND until > ?2";
constexpr std::string_view kFindPlace = "SELECT place FROM lease_places WHERE lease = ?1";
constexpr std::string_view kSavePlace =
    "INSERT INTO lease_places (lease, place)"
    " SELECT name, ?3 FROM leases WHERE name = ?1 AND holder = ?2"
    " ON CONFLICT (lease) DO UPDATE SET place = ?3";
// A run that failed brings no time of success.
constexpr std::string_view kNoteChoreRun =
    "INSERT INTO chore_runs (chore, ended_at, error, figures, succeeded_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (chore) DO UPDATE SET ended_at = ?2, error = ?3, figures = ?4,"
    " succeeded_at = max(?5, succeeded_at)";
constexpr std::string_view kListChoreRuns =
    "SELECT chore, ended_at, error, figures, succeeded_at FROM chore_runs ORDER BY chore";
constexpr std::string_view kCountAllUsers = "SELECT count(*) FROM users";
constexpr std::string_view kCountAllFiles = "SELECT ifnull(sum(files), 0) FROM usage";
constexpr std::string_view kCountAllBytes = "SELECT ifnull(sum(bytes), 0) FROM usage";

Result<ChoreRun> read_chore_run(const sqlite::Statement& row) {
  return ChoreRun{.chore = row.text(0),
                  .ended_at = read_time(row, 1),
                  .error = row.text(2),
                  .figures = row.text(3),
                  .succeeded_at = read_optional_time(row, 4)};
}

Result<std::string> read_place(const sqlite::Statement& row) { return row.text(0); }

std::optional<TimePoint> time_of_success(const ChoreRun& run) {
  if (!run.error.empty()) return std::nullopt;
  return run.ended_at;
}

Result<DriveIdentity> read_identity(const sqlite::Statement& row) {
  return DriveIdentity{std::string(row.text(0)), static_cast<std::uint64_t>(row.integer(1))};
}

class SqliteDriveRepository final : public DriveRepository {
 public:
  explicit SqliteDriveRepository(Connections connections) : connections_(connections) {}

  Result<std::optional<DriveIdentity>> find_identity() override {
    return connections_.readers.read([](sqlite::Connection& connection) {
      return find_row(connection, kFindIdentity, read_identity);
    });
  }

  Result<DriveIdentity> create_identity(const DriveIdentity& identity) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<DriveIdentity> {
      AUDMG_CHECK(change_rows(connection, kCreate, identity.drive_id, identity.generation));
      AUDMG_TRY(auto there, find_row(connection, kFindIdentity, read_identity));
      if (!there) return fail(ErrorCode::internal, "the drive's identity is not there");
      return *std::move(there);
    });
  }

  Result<void> set_identity(const DriveIdentity& identity) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kSet, identity.drive_id, identity.generation));
      return {};
    });
  }

  Result<DriveIdentity> raise_generation() override {
    return connections_.writer.write([](sqlite::Connection& connection) -> Result<DriveIdentity> {
      AUDMG_TRY(auto raised, list_rows(connection, kRaise, read_identity));
      if (raised.empty()) return fail(ErrorCode::not_found, "the drive has no identity yet");
      return std::move(raised.front());
    });
  }

  Result<bool> take_lease(std::string_view name, std::string_view holder, TimePoint now,
                          TimePoint until) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto taken, change_rows(connection, kTakeLease, name, holder,
                                              milliseconds(now), milliseconds(until)));
      return taken > 0;
    });
  }

  Result<void> end_lease(std::string_view name, std::string_view holder) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kEndLease, name, holder));
      return {};
    });
  }

  Result<bool> is_leased(std::string_view name, TimePoint now) override {
    return connections_.readers.read([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto leases,
                find_row(connection, kCountLeases, sqlite::read_count, name, milliseconds(now)));
      return leases.value_or(0) > 0;
    });
  }

  Result<std::string> find_place(std::string_view lease) override {
    return connections_.readers.read([&](sqlite::Connection& connection) -> Result<std::string> {
      AUDMG_TRY(auto place, find_row(connection, kFindPlace, read_place, lease));
      return std::move(place).value_or(std::string());
    });
  }

  Result<bool> save_place(std::string_view lease, std::string_view holder,
                          std::string_view place) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto saved, change_rows(connection, kSavePlace, lease, holder, place));
      return saved > 0;
    });
  }

  Result<void> note_chore_run(const ChoreRun& run) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kNoteChoreRun, run.chore, milliseconds(run.ended_at),
                              run.error, run.figures, optional_time_value(time_of_success(run))));
      return {};
    });
  }

  Result<std::vector<ChoreRun>> list_chore_runs() override {
    return connections_.readers.read([](sqlite::Connection& connection) {
      return list_rows(connection, kListChoreRuns, read_chore_run);
    });
  }

  Result<RecordCounts> count_records() override {
    return connections_.readers.read([](sqlite::Connection& connection) -> Result<RecordCounts> {
      AUDMG_TRY(const auto users, find_row(connection, kCountAllUsers, sqlite::read_count));
      AUDMG_TRY(const auto files, find_row(connection, kCountAllFiles, sqlite::read_count));
      AUDMG_TRY(const auto bytes, find_row(connection, kCountAllBytes, sqlite::read_count));
      return RecordCounts{.users = static_cast<std::uint64_t>(users.value_or(0)),
                          .files = static_cast<std::uint64_t>(files.value_or(0)),
                          .bytes = static_cast<std::uint64_t>(bytes.value_or(0))};
    });
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<DriveRepository> make_drive_repository(Connections connections) {
  return std::make_unique<SqliteDriveRepository>(connections);
}

}  // namespace audmg::database
