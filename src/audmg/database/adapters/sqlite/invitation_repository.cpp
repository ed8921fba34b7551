// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/invitation_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/role_value.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

namespace audmg::database {
namespace {

#define AUDMG_INVITATION_COLUMNS "id, secret_hash, role, email, created_by, created_at, expires_at"
constexpr std::string_view kFindInvitation =
    "SELECT " AUDMG_INVITATION_COLUMNS " FROM invitations WHERE id = ?1";
constexpr std::string_view kListInvitations =
    "SELECT " AUDMG_INVITATION_COLUMNS " FROM invitations ORDER BY id";
constexpr std::string_view kInsertInvitation =
    "INSERT INTO invitations (" AUDMG_INVITATION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
#undef AUDMG_INVITATION_COLUMNS
constexpr std::string_view kCountInvitations = "SELECT count(*) FROM invitations";
constexpr std::string_view kDeleteInvitation = "DELETE FROM invitations WHERE id = ?1";
// There are kMaxInvitations at most.
constexpr std::string_view kDeleteExpiredInvitations =
    "DELETE FROM invitations WHERE expires_at < ?1";

Result<Invitation> read_invitation(const sqlite::Statement& row) {
  Invitation invitation;
  AUDMG_TRY(invitation.id, read_id<InvitationId>(row, 0));
  invitation.secret_hash = row.text(1);
  invitation.role = read_role(row, 2);
  invitation.email = row.text(3);
  if (!row.bytes(4).empty()) {
    AUDMG_TRY(invitation.created_by, read_id<UserId>(row, 4));
  }
  invitation.created_at = read_time(row, 5);
  invitation.expires_at = read_time(row, 6);
  return invitation;
}

class SqliteInvitationRepository final : public InvitationRepository {
 public:
  explicit SqliteInvitationRepository(Connections connections) : connections_(connections) {}

  Result<void> create_invitation(const Invitation& invitation) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_TRY(const auto count, find_row(connection, kCountInvitations, sqlite::read_count));
      if (count >= static_cast<std::int64_t>(kMaxInvitations)) {
        return fail(ErrorCode::too_large, "too many open invitations");
      }
      AUDMG_CHECK(change_rows(connection, kInsertInvitation, IdBytes(invitation.id),
                              invitation.secret_hash, role_value(invitation.role), invitation.email,
                              IdBytes(invitation.created_by), milliseconds(invitation.created_at),
                              milliseconds(invitation.expires_at)));
      return {};
    });
  }

  Result<std::optional<Invitation>> find_invitation(const InvitationId& id) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return find_row(connection, kFindInvitation, read_invitation, IdBytes(id));
    });
  }

  Result<std::vector<Invitation>> list_invitations() override {
    return connections_.readers.read([](sqlite::Connection& connection) {
      return list_rows(connection, kListInvitations, read_invitation);
    });
  }

  Result<bool> delete_invitation(const InvitationId& id) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<bool> {
      AUDMG_TRY(const auto removed, change_rows(connection, kDeleteInvitation, IdBytes(id)));
      return removed > 0;
    });
  }

  Result<void> delete_expired_invitations(TimePoint now) override {
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      AUDMG_CHECK(change_rows(connection, kDeleteExpiredInvitations, milliseconds(now)));
      return {};
    });
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<InvitationRepository> make_invitation_repository(Connections connections) {
  return std::make_unique<SqliteInvitationRepository>(connections);
}

}  // namespace audmg::database
