// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/drive_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kFind = "SELECT drive_id, generation FROM drive";
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

Result<DriveIdentity> read_identity(const sqlite::Statement& row) {
  return DriveIdentity{std::string(row.text(0)), static_cast<std::uint64_t>(row.integer(1))};
}

Result<std::int64_t> read_count(const sqlite::Statement& row) { return row.integer(0); }

class SqliteDriveRepository final : public DriveRepository {
 public:
  explicit SqliteDriveRepository(Connections connections) : connections_(connections) {}

  Result<std::optional<DriveIdentity>> find_identity() override {
    return connections_.readers.read(
        [](sqlite::Connection& connection) { return find_row(connection, kFind, read_identity); });
  }

  Result<DriveIdentity> create_identity(const DriveIdentity& identity) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<DriveIdentity> {
      AUDMG_CHECK(change_rows(connection, kCreate, identity.drive_id, identity.generation));
      AUDMG_TRY(auto there, find_row(connection, kFind, read_identity));
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
                find_row(connection, kCountLeases, read_count, name, milliseconds(now)));
      return leases.value_or(0) > 0;
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
