// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/collection_members.hpp"

#include "audmg/core/order_key.hpp"
#include "audmg/database/adapters/sqlite/collection_rows.hpp"
#include "audmg/database/adapters/sqlite/file_changes.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kListMembers =
    "SELECT file, position FROM collection_members"
    " WHERE owner = ?1 AND collection = ?2 AND position > ?3 ORDER BY position LIMIT ?4";
constexpr std::string_view kListFrom =
    "SELECT file, position FROM collection_members"
    " WHERE owner = ?1 AND collection = ?2 AND position >= ?3 ORDER BY position LIMIT ?4";
constexpr std::string_view kFindPosition =
    "SELECT position FROM collection_members INDEXED BY collection_members_by_file"
    " WHERE owner = ?1 AND collection = ?2 AND file = ?3";
constexpr std::string_view kFindLast =
    "SELECT position FROM collection_members WHERE owner = ?1 AND collection = ?2"
    " ORDER BY position DESC LIMIT 1";
constexpr std::string_view kFindLastBefore =
    "SELECT position FROM collection_members"
    " WHERE owner = ?1 AND collection = ?2 AND position < ?3 ORDER BY position DESC LIMIT 1";
constexpr std::string_view kFindNext =
    "SELECT position FROM collection_members"
    " WHERE owner = ?1 AND collection = ?2 AND position > ?3 ORDER BY position LIMIT 1";
constexpr std::string_view kInsertMember =
    "INSERT INTO collection_members (owner, collection, position, file) VALUES (?1, ?2, ?3, ?4)";

Result<std::string> read_position(const sqlite::Statement& row) { return row.text(0); }

Result<CollectionMember> read_member(const sqlite::Statement& row) {
  CollectionMember member;
  AUDMG_TRY(member.file, read_id<FileId>(row, 0));
  member.position = row.text(1);
  return member;
}

bool is_member(const File& file, const CollectionId& collection) {
  return std::ranges::find(file.collections, collection) != file.collections.end();
}

/// The rows of one collection's members.
class Members {
 public:
  Members(sqlite::Connection& connection, const UserId& owner, const CollectionId& collection)
      : connection_(connection), owner_(owner), collection_(collection) {}

  /// Returns those of the owner's files that are in the collection, or those that are not.
  Result<std::vector<File>> find_files(std::span<const FileId> ids, bool members) {
    std::vector<File> files;
    for (const FileId& id : ids) {
      AUDMG_TRY(auto file, find_file_row(connection_, owner_, id));
      if (file && is_member(*file, collection_) == members) files.push_back(*std::move(file));
    }
    return files;
  }

  /// Returns the position that `find` finds, or "".
  template <class... Values>
  Result<std::string> find_position(std::string_view find, const Values&... values) {
    AUDMG_TRY(auto position, find_row(connection_, find, read_position, IdBytes(owner_),
                                      IdBytes(collection_), values...));
    return std::move(position).value_or(std::string());
  }

  /// Returns the position of the first member from `before` on that does not move; "" when all of
  /// those move.
  Result<std::string> find_anchor(const FileId& before, const std::vector<FileId>& moving) {
    AUDMG_TRY(const std::string position, find_position(kFindPosition, IdBytes(before)));
    if (position.empty()) {
      return fail(ErrorCode::invalid_argument, "a file that is not in the collection");
    }
    const std::set<FileId> all(moving.begin(), moving.end());
    AUDMG_TRY(const auto members, list_rows(connection_, kListFrom, read_member, IdBytes(owner_),
                                            IdBytes(collection_), position, moving.size() + 1));
    const auto anchor = std::ranges::find_if(
        members, [&](const CollectionMember& member) { return !all.contains(member.file); });
    return anchor == members.end() ? std::string() : anchor->position;
  }

  Result<void> remove(const File& file) {
    return remove_member_row(connection_, owner_, collection_, file.id);
  }

  Result<void> insert(const File& file, const std::string& position) {
    AUDMG_CHECK(change_rows(connection_, kInsertMember, IdBytes(owner_), IdBytes(collection_),
                            position, IdBytes(file.id)));
    return {};
  }

 private:
  sqlite::Connection& connection_;
  const UserId& owner_;
  const CollectionId& collection_;
};

Result<void> require_collection(sqlite::Connection& connection, const UserId& owner,
                                const CollectionId& id) {
  AUDMG_TRY(const auto found, find_collection_row(connection, owner, id));
  if (!found) return fail(ErrorCode::not_found, "no such collection");
  return {};
}

/// Writes the files, as `change` makes them, and the collection's next revision.
template <class Change>
Result<void> write_files(sqlite::Connection& connection, const CollectionId& collection,
                         std::vector<File>& files, Change change) {
  for (File& file : files) {
    const File former = file;
    change(file);
    AUDMG_CHECK(write_change(connection, former, file));
  }
  if (files.empty()) return {};
  return raise_collection_revision(connection, files.front().owner, collection);
}

}  // namespace

Result<std::vector<File>> add_member_rows(sqlite::Connection& connection, const UserId& owner,
                                          const CollectionId& collection,
                                          std::span<const FileId> files) {
  AUDMG_CHECK(require_collection(connection, owner, collection));
  Members members(connection, owner, collection);
  AUDMG_TRY(auto added, members.find_files(files, false));
  std::erase_if(added,
                [](const File& file) { return file.collections.size() >= kMaxCollectionsOfFile; });
  AUDMG_TRY(const std::string last, members.find_position(kFindLast));
  const auto positions = order_keys_between(last, {}, added.size());
  for (std::size_t i = 0; i < added.size(); ++i) {
    AUDMG_CHECK(members.insert(added[i], positions[i]));
  }
  AUDMG_CHECK(write_files(connection, collection, added,
                          [&](File& file) { file.collections.push_back(collection); }));
  return added;
}

Result<std::vector<File>> remove_member_rows(sqlite::Connection& connection, const UserId& owner,
                                             const CollectionId& collection,
                                             std::span<const FileId> files) {
  AUDMG_CHECK(require_collection(connection, owner, collection));
  Members members(connection, owner, collection);
  AUDMG_TRY(auto removed, members.find_files(files, true));
  for (const File& file : removed) AUDMG_CHECK(members.remove(file));
  AUDMG_CHECK(write_files(connection, collection, removed,
                          [&](File& file) { std::erase(file.collections, collection); }));
  return removed;
}

Result<std::vector<File>> move_member_rows(sqlite::Connection& connection,
                                           const MoveMembersRequest& request,
                                           std::span<const FileId> files, MovedTo& moved_to) {
  const CollectionId& collection = request.members.collection;
  AUDMG_CHECK(require_collection(connection, request.members.owner, collection));
  Members members(connection, request.members.owner, collection);
  AUDMG_TRY(auto moved, members.find_files(files, true));
  std::string low;
  std::string high;
  if (!moved_to.last && !request.before.empty()) {
    AUDMG_TRY(high, members.find_anchor(request.before, request.members.files));
  }
  for (const File& file : moved) AUDMG_CHECK(members.remove(file));
  if (moved_to.last) {
    low = *moved_to.last;
    AUDMG_TRY(high, members.find_position(kFindNext, low));
  } else if (high.empty()) {
    AUDMG_TRY(low, members.find_position(kFindLast));
  } else {
    AUDMG_TRY(low, members.find_position(kFindLastBefore, high));
  }
  const auto positions = order_keys_between(low, high, moved.size());
  for (std::size_t i = 0; i < moved.size(); ++i) {
    AUDMG_CHECK(members.insert(moved[i], positions[i]));
  }
  if (!positions.empty()) {
    moved_to.last = positions.back();
    moved_to.longest =
        std::max(moved_to.longest, *std::ranges::max_element(positions, {}, &std::string::size),
                 [](const auto& a, const auto& b) { return a.size() < b.size(); });
  }
  AUDMG_CHECK(write_files(connection, collection, moved, [](File&) {}));
  return moved;
}

Result<std::vector<CollectionMember>> list_member_rows(sqlite::Connection& connection,
                                                       const ListMembersRequest& list) {
  AUDMG_CHECK(require_collection(connection, list.owner, list.collection));
  return list_rows(connection, kListMembers, read_member, IdBytes(list.owner),
                   IdBytes(list.collection), list.after, list.limit);
}

}  // namespace audmg::database
