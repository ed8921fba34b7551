// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/collection_rows.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"

namespace audmg::database {
namespace {

constexpr std::string_view kFindCollection =
    "SELECT " AUDMG_COLLECTION_COLUMNS " FROM collections WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kRaiseRevision =
    "UPDATE collections SET revision = revision + 1 WHERE owner = ?1 AND id = ?2";
constexpr std::string_view kRemoveMember =
    "DELETE FROM collection_members INDEXED BY collection_members_by_file"
    " WHERE owner = ?1 AND collection = ?2 AND file = ?3";

}  // namespace

Result<Collection> read_collection(const sqlite::Statement& row) {
  Collection collection;
  AUDMG_TRY(collection.id, read_id<CollectionId>(row, 0));
  AUDMG_TRY(collection.owner, read_id<UserId>(row, 1));
  const auto kind = parse_collection_kind(row.text(3));
  if (!kind) return fail(ErrorCode::corrupt, "a collection of unknown kind");
  collection.title = row.text(2);
  collection.kind = *kind;
  collection.description = row.text(4);
  if (!row.bytes(5).empty()) {
    AUDMG_TRY(collection.cover, read_id<FileId>(row, 5));
  }
  collection.created_at = read_time(row, 6);
  collection.revision = static_cast<std::uint64_t>(row.integer(7));
  return collection;
}

Result<std::optional<Collection>> find_collection_row(sqlite::Connection& connection,
                                                      const UserId& owner, const CollectionId& id) {
  return find_row(connection, kFindCollection, read_collection, IdBytes(owner), IdBytes(id));
}

Result<void> raise_collection_revision(sqlite::Connection& connection, const UserId& owner,
                                       const CollectionId& id) {
  AUDMG_TRY(const auto raised,
            change_rows(connection, kRaiseRevision, IdBytes(owner), IdBytes(id)));
  if (raised == 0) return fail(ErrorCode::not_found, "no such collection");
  return {};
}

Result<void> remove_member_row(sqlite::Connection& connection, const UserId& owner,
                               const CollectionId& collection, const FileId& file) {
  AUDMG_CHECK(
      change_rows(connection, kRemoveMember, IdBytes(owner), IdBytes(collection), IdBytes(file)));
  return {};
}

Result<void> leave_collections(sqlite::Connection& connection, const File& file) {
  for (const CollectionId& collection : file.collections) {
    AUDMG_CHECK(remove_member_row(connection, file.owner, collection, file.id));
    AUDMG_CHECK(change_rows(connection, kRaiseRevision, IdBytes(file.owner), IdBytes(collection)));
  }
  return {};
}

}  // namespace audmg::database
