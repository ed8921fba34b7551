// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/file_changes.hpp"

#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/outbox.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kSetChanges =
    "UPDATE files SET name = ?3, edits = ?4, collections = ?5, revision = ?6"
    " WHERE owner = ?1 AND id = ?2";
// Apart from the other changes, because an index has the kind.
constexpr std::string_view kSetTrashed =
    "UPDATE files SET trashed_at = ?3, kind = ?4 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kEnterTrash =
    "INSERT INTO trash (holder, file, since) VALUES (?1, ?2, ?3)";
constexpr std::string_view kLeaveTrash =
    "DELETE FROM trash WHERE holder = ?1 AND file = ?2 AND since = ?3";

}  // namespace

Result<void> write_change(sqlite::Connection& connection, const File& former, File& changed) {
  changed.revision = former.revision + 1;
  const IdBytes owner(changed.owner);
  const IdBytes id(changed.id);
  AUDMG_CHECK(change_rows(connection, kSetChanges, owner, id, changed.name, changed.edits,
                          collections_value(changed.collections), changed.revision));
  if (changed.trashed_at == former.trashed_at) return {};
  AUDMG_CHECK(change_rows(connection, kSetTrashed, owner, id,
                          optional_time_value(changed.trashed_at), kind_value(changed)));
  AUDMG_CHECK(leave_trash(connection, former));
  if (!changed.trashed_at) return {};
  AUDMG_CHECK(change_rows(connection, kEnterTrash, owner, id, milliseconds(*changed.trashed_at)));
  return {};
}

Result<void> announce_changes(GroupCommitWriter& writer, sqlite::Connection& connection,
                              const UserId& owner, std::span<const File> changed,
                              const AnnounceFiles& announce) {
  if (changed.empty()) return {};
  return write_outbox(writer, connection, owner,
                      changed.size() == 1 ? changed.front().id : FileId{}, announce(changed));
}

Result<void> leave_trash(sqlite::Connection& connection, const File& file) {
  if (!file.trashed_at) return {};
  AUDMG_CHECK(change_rows(connection, kLeaveTrash, IdBytes(file.owner), IdBytes(file.id),
                          milliseconds(*file.trashed_at)));
  return {};
}

}  // namespace audmg::database
