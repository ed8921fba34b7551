// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/audit_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/audit_chain.hpp"

#include <utility>

namespace audmg::database {
namespace {

#define AUDMG_AUDIT_COLUMNS \
  "id, user, actor, at, action, network, device, detail, previous_hash, hash"
constexpr std::string_view kInsertAuditEntry =
    "INSERT INTO audit (" AUDMG_AUDIT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view kListOfUser =
    "SELECT " AUDMG_AUDIT_COLUMNS
    " FROM audit WHERE user = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
constexpr std::string_view kListAllAuditEntries =
    "SELECT " AUDMG_AUDIT_COLUMNS " FROM audit WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
#undef AUDMG_AUDIT_COLUMNS
constexpr std::string_view kDeleteBefore =
    "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ?1 ORDER BY id LIMIT 1000)";

/// Of nobody, or of an actor that is the user, the column is empty.
Result<UserId> read_optional_user(const sqlite::Statement& row, int column) {
  if (row.bytes(column).empty()) return UserId();
  return read_id<UserId>(row, column);
}

Result<AuditEntry> read_entry(const sqlite::Statement& row) {
  AuditEntry entry;
  AUDMG_TRY(entry.id, read_id<AuditEntryId>(row, 0));
  AUDMG_TRY(entry.user, read_optional_user(row, 1));
  AUDMG_TRY(entry.actor, read_optional_user(row, 2));
  entry.at = read_time(row, 3);
  entry.action = row.text(4);
  entry.network = row.text(5);
  entry.device = row.text(6);
  entry.detail = row.text(7);
  entry.previous_hash = row.text(8);
  entry.hash = row.text(9);
  return entry;
}

class SqliteAuditRepository final : public AuditRepository {
 public:
  explicit SqliteAuditRepository(Connections connections) : connections_(connections) {}

  Result<void> append_entry(AuditEntry entry) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto last, list_rows(connection, kListOfUser, read_entry, IdBytes(entry.user),
                                           IdBytes::greatest(), 1));
      const AuditEntry next =
          last.empty() ? chained(entry, {}, "") : chained(entry, last[0].id, last[0].hash);
      AUDMG_CHECK(change_rows(connection, kInsertAuditEntry, IdBytes(next.id), IdBytes(next.user),
                              IdBytes(next.actor), milliseconds(next.at), next.action, next.network,
                              next.device, next.detail, next.previous_hash, next.hash));
      return {};
    });
  }

  Result<std::vector<AuditEntry>> list_entries(const ListAuditRequest& request) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      const IdBytes before = request.before.empty() ? IdBytes::greatest() : IdBytes(request.before);
      if (request.user.empty()) {
        return list_rows(connection, kListAllAuditEntries, read_entry, before, request.limit);
      }
      return list_rows(connection, kListOfUser, read_entry, IdBytes(request.user), before,
                       request.limit);
    });
  }

  Result<void> delete_entries_before(TimePoint time) override {
    return delete_in_pieces(connections_.writer, kDeleteBefore,
                            IdBytes(AuditEntryId::first_at(time)));
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<AuditRepository> make_audit_repository(Connections connections) {
  return std::make_unique<SqliteAuditRepository>(connections);
}

}  // namespace audmg::database
