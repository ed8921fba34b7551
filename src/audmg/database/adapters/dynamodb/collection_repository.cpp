// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection_repository.hpp"

#include "audmg/core/order_key.hpp"
#include "audmg/database/adapters/dynamodb/collection_item.hpp"
#include "audmg/database/adapters/dynamodb/completion.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/member_change.hpp"
#include "audmg/database/adapters/dynamodb/member_places.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

class DynamoCollectionRepository final : public CollectionRepository {
 public:
  DynamoCollectionRepository(Table& table, OutboxRelay& relay) : table_(table), relay_(relay) {}

  Result<void> add_collection(const AddCollectionRequest& request) override {
    const Collection& collection = request.collection;
    const OutboxSteps with(collection.owner, {}, request.outbox);
    Transaction steps;
    const std::size_t user = steps.check(user_key(collection.owner), "attribute_exists(pk)");
    steps.put(collection_item(collection), "attribute_not_exists(pk)");
    Item values;
    values.set(":one", 1).set(":most", kMaxCollections);
    const std::size_t count =
        steps.update(collection_count_key(collection.owner), "ADD n :one",
                     "attribute_not_exists(n) OR n < :most", std::move(values));
    with.add_to(steps);
    AUDMG_TRY(const Commit commit,
              commit_with_completion(
                  table_, steps, request.completion ? &*request.completion : nullptr,
                  request.completion ? request.completion->status : 0, collection.id.text()));
    if (commit.done()) {
      with.send(relay_);
      return {};
    }
    if (commit.failed(user)) return fail(ErrorCode::not_found, "no such user");
    if (commit.failed(count)) return fail(ErrorCode::too_large, "too many collections");
    return fail(ErrorCode::internal, "dynamodb: a collection of this id is there");
  }

  Result<std::optional<Collection>> find_collection(const UserId& owner,
                                                    const CollectionId& id) override {
    AUDMG_TRY(const auto head, find_head(owner, id));
    if (!head) return std::nullopt;
    return read_collection(*head);
  }

  Result<std::vector<Collection>> list_collections(const UserId& owner) override {
    Item values;
    values.set(":p", owner_pk(owner)).set(":s", kCollectionPrefix);
    AUDMG_TRY(const auto items, table_.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                              .values = values,
                                              .newest_first = true,
                                              .limit = kMaxCollections}));
    std::vector<Collection> collections;
    for (const Item& item : items) {
      AUDMG_TRY(Collection collection, read_collection(item));
      collections.push_back(std::move(collection));
    }
    return collections;
  }

  Result<Collection> change_collection(const ChangeCollectionRequest& request) override {
    return retry_conflicts<Collection>([&]() -> Result<std::optional<Collection>> {
      AUDMG_TRY(const auto head, find_head(request.owner, request.id));
      if (!head) return no_such_collection();
      AUDMG_TRY(Collection collection, read_collection(*head));
      const std::uint64_t revision = collection.revision;
      AUDMG_TRY(const bool wanted, request.change(collection));
      if (!wanted) return collection;
      collection.revision = revision + 1;
      const OutboxSteps with(request.owner, {}, request.outbox);
      Transaction steps;
      Item values;
      values.set(":was", revision);
      steps.put(collection_item(collection), "revision = :was", std::move(values));
      with.add_to(steps);
      AUDMG_TRY(const Commit commit, steps.commit(table_));
      if (!commit.done()) return std::nullopt;
      with.send(relay_);
      return collection;
    });
  }

  /// The collection stays until it has no members, so that the next call can continue.
  Result<void> delete_collection(const UserId& owner, const CollectionId& id,
                                 const AnnounceFiles& announce, const Outbox& outbox) override {
    for (;;) {
      AUDMG_TRY(const std::size_t left, retry_conflicts<std::size_t>([&] {
                  return remove_some_members(owner, id, announce);
                }));
      if (left > 0) continue;
      AUDMG_TRY(const bool deleted, delete_empty(owner, id, outbox));
      if (deleted) return {};
    }
  }

  Result<std::vector<CollectionMember>> list_members(const ListMembersRequest& request) override {
    AUDMG_TRY(auto members, find_members(table_, request.owner, request.collection, request.after,
                                         request.limit));
    // A collection with members exists.
    if (members.empty()) {
      AUDMG_TRY(const auto head, find_head(request.owner, request.collection));
      if (!head) return no_such_collection();
    }
    return members;
  }

  Result<std::vector<FileId>> list_trashed_members(const UserId& owner) override {
    Item values;
    values.set(":p", owner_pk(owner)).set(":s", kTrashedMemberPrefix);
    AUDMG_TRY(const auto items, table_.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                              .values = values,
                                              .limit = std::numeric_limits<std::int32_t>::max()}));
    std::vector<FileId> files;
    files.reserve(items.size());
    for (const Item& item : items) {
      auto id = FileId::parse(end_of_sk(item));
      if (!id) return fail(ErrorCode::corrupt, "dynamodb: a trashed member that is no file");
      files.push_back(*std::move(id));
    }
    return files;
  }

  Result<std::size_t> add_members(const ChangeMembersRequest& request) override {
    return change_members(
        table_, relay_, request,
        [&](const std::vector<Item>& items) -> Result<std::vector<FileShare>> {
          AUDMG_TRY(const auto coming, select(items, request.collection, false));
          if (coming.empty()) return std::vector<FileShare>();
          AUDMG_TRY(const Gap end, find_end(table_, request.owner, request.collection));
          return make_shares(coming, request.collection,
                             order_keys_between(end.low, end.high, coming.size()));
        });
  }

  Result<std::size_t> remove_members(const ChangeMembersRequest& request) override {
    return change_members(table_, relay_, request,
                          [&](const std::vector<Item>& items) -> Result<std::vector<FileShare>> {
                            AUDMG_TRY(const auto going, select(items, request.collection, true));
                            return make_leaving_shares(going, request.collection);
                          });
  }

  Result<MovedMembers> move_members(const MoveMembersRequest& request) override {
    const ChangeMembersRequest& members = request.members;
    MovedMembers moved;
    const auto plan = [&](const std::vector<Item>& items) -> Result<std::vector<FileShare>> {
      AUDMG_TRY(const Gap gap, find_destination(table_, request));
      AUDMG_TRY(const auto moving, select(items, members.collection, true));
      const auto positions = order_keys_between(gap.low, gap.high, moving.size());
      for (const std::string& position : positions) {
        if (position.size() > moved.longest_position.size()) moved.longest_position = position;
      }
      return make_shares(moving, members.collection, positions);
    };
    AUDMG_TRY(moved.count, change_members(table_, relay_, members, plan));
    return moved;
  }

 private:
  Result<std::optional<Item>> find_head(const UserId& owner, const CollectionId& id) {
    if (owner.empty() || id.empty()) return std::nullopt;
    return table_.get(collection_key(owner, id));
  }

  /// Returns the files that are in the collection, or those that are not and can come into it.
  static Result<std::vector<Item>> select(const std::vector<Item>& items,
                                          const CollectionId& collection, bool members) {
    std::vector<Item> selected;
    for (const Item& item : items) {
      AUDMG_TRY(const auto memberships, read_memberships(item));
      if (position_in(memberships, collection).empty() == members) continue;
      if (members || memberships.size() < kMaxCollectionsOfFile) selected.push_back(item);
    }
    return selected;
  }

  static Result<std::vector<FileShare>> make_shares(const std::vector<Item>& items,
                                                    const CollectionId& collection,
                                                    const std::vector<std::string>& positions) {
    std::vector<FileShare> shares;
    for (std::size_t i = 0; i < items.size(); ++i) {
      AUDMG_TRY(FileShare share, make_member_share(items[i], collection, positions[i]));
      shares.push_back(std::move(share));
    }
    return shares;
  }

  static Result<std::vector<FileShare>> make_leaving_shares(const std::vector<Item>& items,
                                                            const CollectionId& collection) {
    std::vector<FileShare> shares;
    for (const Item& item : items) {
      AUDMG_TRY(FileShare share, make_member_share(item, collection, ""));
      shares.push_back(std::move(share));
    }
    return shares;
  }

  /// Removes the first members; returns how many there were, or nothing when others changed the
  /// collection meanwhile.
  Result<std::optional<std::size_t>> remove_some_members(const UserId& owner,
                                                         const CollectionId& id,
                                                         const AnnounceFiles& announce) {
    AUDMG_TRY(const auto head, find_head(owner, id));
    if (!head) return no_such_collection();
    AUDMG_TRY(const auto members, find_members(table_, owner, id, "", kMembersPerPage));
    std::vector<FileId> files;
    for (const CollectionMember& member : members) files.push_back(member.file);
    AUDMG_TRY(const auto items, find_file_items(table_, owner, files));
    AUDMG_TRY(const auto leaving, select(items, id, true));
    AUDMG_TRY(const auto shares, make_leaving_shares(leaving, id));
    AUDMG_TRY(const MembersCommitted committed,
              commit_members(table_, relay_, owner, *head, shares, announce));
    if (committed.count < members.size()) return std::nullopt;
    return members.size();
  }

  /// Returns false when there are members again.
  Result<bool> delete_empty(const UserId& owner, const CollectionId& id, const Outbox& outbox) {
    AUDMG_TRY(const auto head, find_head(owner, id));
    if (!head) return no_such_collection();
    AUDMG_TRY(const auto members, find_members(table_, owner, id, "", 1));
    if (!members.empty()) return false;
    const OutboxSteps with(owner, {}, outbox);
    Transaction steps;
    Item values;
    values.set(":was", head->size("revision"));
    steps.remove(key_of(*head), "revision = :was", std::move(values));
    Item less;
    less.set(":less", -1);
    steps.update(collection_count_key(owner), "ADD n :less", "", std::move(less));
    with.add_to(steps);
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    if (commit.done()) with.send(relay_);
    return commit.done();
  }

  Table& table_;
  OutboxRelay& relay_;
};

}  // namespace

std::unique_ptr<CollectionRepository> make_collection_repository(Table& table, OutboxRelay& relay) {
  return std::make_unique<DynamoCollectionRepository>(table, relay);
}

}  // namespace audmg::database::dynamodb
