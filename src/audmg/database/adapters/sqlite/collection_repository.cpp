// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection_repository.hpp"

#include "audmg/database/adapters/sqlite/collection_members.hpp"
#include "audmg/database/adapters/sqlite/collection_rows.hpp"
#include "audmg/database/adapters/sqlite/completion.hpp"
#include "audmg/database/adapters/sqlite/file_changes.hpp"
#include "audmg/database/adapters/sqlite/outbox.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/lib/sqlite/row_values.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kCountCollections = "SELECT count(*) FROM collections WHERE owner = ?1";
constexpr std::string_view kInsertCollection = "INSERT INTO collections (" AUDMG_COLLECTION_COLUMNS
                                               ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view kListCollections =
    "SELECT " AUDMG_COLLECTION_COLUMNS " FROM collections WHERE owner = ?1 ORDER BY id DESC";
constexpr std::string_view kSetFields =
    "UPDATE collections SET title = ?3, description = ?4, cover = ?5, revision = ?6"
    " WHERE owner = ?1 AND id = ?2";
// The cross join begins with the trash, which is small beside the files.
constexpr std::string_view kListTrashedMembers =
    "SELECT trash.file FROM trash"
    " CROSS JOIN files ON files.owner = trash.holder AND files.id = trash.file"
    " WHERE trash.holder = ?1 AND files.collections <> x''";
constexpr std::string_view kDeleteCollection =
    "DELETE FROM collections WHERE owner = ?1 AND id = ?2";

Result<FileId> read_file_id(const sqlite::Statement& row) { return read_id<FileId>(row, 0); }

class SqliteCollectionRepository final : public CollectionRepository {
 public:
  explicit SqliteCollectionRepository(Connections connections) : connections_(connections) {}

  Result<void> add_collection(const AddCollectionRequest& request) override {
    const Collection& collection = request.collection;
    return connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      const IdBytes owner(collection.owner);
      AUDMG_TRY(const auto count,
                find_row(connection, kCountCollections, sqlite::read_count, owner));
      if (count.value_or(0) >= static_cast<std::int64_t>(kMaxCollections)) {
        return fail(ErrorCode::too_large, "the owner has as many collections as there may be");
      }
      AUDMG_CHECK(change_rows(connection, kInsertCollection, IdBytes(collection.id), owner,
                              collection.title, to_string(collection.kind), collection.description,
                              IdBytes(collection.cover), milliseconds(collection.created_at),
                              collection.revision));
      AUDMG_CHECK(
          write_outbox(connections_.writer, connection, collection.owner, {}, request.outbox));
      if (const auto& completion = request.completion) {
        AUDMG_CHECK(
            note_completion(connection, completion->key, completion->status, collection.id.text()));
      }
      return {};
    });
  }

  Result<std::optional<Collection>> find_collection(const UserId& owner,
                                                    const CollectionId& id) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) { return find_collection_row(connection, owner, id); });
  }

  Result<std::vector<Collection>> list_collections(const UserId& owner) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListCollections, read_collection, IdBytes(owner));
    });
  }

  Result<Collection> change_collection(const ChangeCollectionRequest& request) override {
    return connections_.writer.write([&](sqlite::Connection& connection) -> Result<Collection> {
      AUDMG_TRY(auto collection, find_collection_row(connection, request.owner, request.id));
      if (!collection) return fail(ErrorCode::not_found, "no such collection");
      AUDMG_TRY(const bool changed, request.change(*collection));
      if (!changed) return *std::move(collection);
      ++collection->revision;
      AUDMG_CHECK(change_rows(connection, kSetFields, IdBytes(request.owner), IdBytes(request.id),
                              collection->title, collection->description,
                              IdBytes(collection->cover), collection->revision));
      AUDMG_CHECK(write_outbox(connections_.writer, connection, request.owner, {}, request.outbox));
      return *std::move(collection);
    });
  }

  Result<void> delete_collection(const UserId& owner, const CollectionId& id,
                                 const AnnounceFiles& announce, const Outbox& outbox) override {
    for (;;) {
      AUDMG_TRY(const bool is_gone, connections_.writer.write([&](sqlite::Connection& connection) {
        return delete_some(connection, owner, id, announce, outbox);
      }));
      if (is_gone) return {};
    }
  }

  Result<std::vector<CollectionMember>> list_members(const ListMembersRequest& request) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) { return list_member_rows(connection, request); });
  }

  Result<std::vector<FileId>> list_trashed_members(const UserId& owner) override {
    return connections_.readers.read([&](sqlite::Connection& connection) {
      return list_rows(connection, kListTrashedMembers, read_file_id, IdBytes(owner));
    });
  }

  Result<std::size_t> add_members(const ChangeMembersRequest& request) override {
    return change_in_chunks(
        request, [&](sqlite::Connection& connection, std::span<const FileId> files) {
          return add_member_rows(connection, request.owner, request.collection, files);
        });
  }

  Result<std::size_t> remove_members(const ChangeMembersRequest& request) override {
    return change_in_chunks(
        request, [&](sqlite::Connection& connection, std::span<const FileId> files) {
          return remove_member_rows(connection, request.owner, request.collection, files);
        });
  }

  Result<MovedMembers> move_members(const MoveMembersRequest& request) override {
    MovedTo moved_to;
    AUDMG_TRY(const std::size_t count,
              change_in_chunks(request.members,
                               [&](sqlite::Connection& connection, std::span<const FileId> files) {
                                 return move_member_rows(connection, request, files, moved_to);
                               }));
    return MovedMembers{.count = count, .longest_position = std::move(moved_to.longest)};
  }

 private:
  /// Changes members in transactions of their own, each with the outbox that announces its files;
  /// `change` returns those. Returns their number.
  template <class Change>
  Result<std::size_t> change_in_chunks(const ChangeMembersRequest& request, Change change) {
    AUDMG_ASSERT(request.files.size() <= kMaxChangedFiles);
    std::size_t count = 0;
    std::span<const FileId> rest(request.files);
    do {
      const auto chunk = rest.first(std::min(rest.size(), kMaxAnnouncedFiles));
      rest = rest.subspan(chunk.size());
      AUDMG_CHECK(connections_.writer.submit([&](sqlite::Connection& connection) -> Result<void> {
        AUDMG_TRY(const auto changed, change(connection, chunk));
        count += changed.size();
        return announce_changes(connections_.writer, connection, request.owner, changed,
                                request.announce);
      }));
    } while (!rest.empty());
    return count;
  }

  /// Removes some members and, when those were the last ones, the collection. Returns whether it is
  /// gone.
  Result<bool> delete_some(sqlite::Connection& connection, const UserId& owner,
                           const CollectionId& id, const AnnounceFiles& announce,
                           const Outbox& outbox) {
    AUDMG_TRY(const auto members,
              list_member_rows(connection,
                               {.owner = owner, .collection = id, .limit = kMaxAnnouncedFiles}));
    std::vector<FileId> files;
    for (const CollectionMember& member : members) files.push_back(member.file);
    AUDMG_TRY(const auto changed, remove_member_rows(connection, owner, id, files));
    AUDMG_CHECK(announce_changes(connections_.writer, connection, owner, changed, announce));
    if (members.size() == kMaxAnnouncedFiles) return false;
    AUDMG_CHECK(change_rows(connection, kDeleteCollection, IdBytes(owner), IdBytes(id)));
    AUDMG_CHECK(write_outbox(connections_.writer, connection, owner, {}, outbox));
    return true;
  }

  Connections connections_;
};

}  // namespace

std::unique_ptr<CollectionRepository> make_collection_repository(Connections connections) {
  return std::make_unique<SqliteCollectionRepository>(connections);
}

}  // namespace audmg::database
