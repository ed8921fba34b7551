// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/member_change.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace audmg::database::dynamodb {

Result<FileShare> make_member_share(const Item& item, const CollectionId& collection,
                                    const std::string& position) {
  AUDMG_TRY(File file, read_file(item));
  AUDMG_TRY(auto memberships, read_memberships(item));
  FileShare share;
  const auto former = std::ranges::find(memberships, collection, &Membership::collection);
  if (former != memberships.end()) {
    share.steps.remove(member_item(file.owner, file.id, *former));
    memberships.erase(former);
  }
  if (!position.empty()) {
    memberships.push_back({collection, position});
    share.steps.put(member_item(file.owner, file.id, memberships.back()));
  }
  file.collections.clear();
  for (const Membership& each : memberships) file.collections.push_back(each.collection);
  ++file.revision;
  const std::string text = write_memberships(memberships);
  store_owner_change(item, file, text, share.steps);
  share.bytes = item.byte_size() + text.size();
  share.file = std::move(file);
  return share;
}

Result<MembersCommitted> commit_members(Table& table, OutboxRelay& relay, const UserId& owner,
                                        const Item& head, std::span<const FileShare> shares,
                                        const AnnounceFiles& announce) {
  MembersCommitted committed;
  std::uint64_t revision = head.size("revision");
  while (committed.count < shares.size()) {
    Transaction also;
    Item values;
    values.set(":was", revision).set(":next", revision + 1);
    also.update(key_of(head), "SET revision = :next", "revision = :was", std::move(values));
    AUDMG_TRY(const SomeCommitted some,
              commit_some(table, relay, owner, shares.subspan(committed.count), announce, also));
    if (!some.done) return committed;
    committed.count += some.count;
    ++revision;
  }
  committed.done = true;
  return committed;
}

Result<std::size_t> change_members(Table& table, OutboxRelay& relay,
                                   const ChangeMembersRequest& request, const PlanShares& plan) {
  AUDMG_ASSERT(request.files.size() <= kMaxChangedFiles);
  std::set<FileId> done;
  return retry_conflicts<std::size_t>([&]() -> Result<std::optional<std::size_t>> {
    if (request.owner.empty() || request.collection.empty()) return no_such_collection();
    AUDMG_TRY(const auto head, table.get(collection_key(request.owner, request.collection)));
    if (!head) return no_such_collection();
    std::vector<FileId> left = request.files;
    std::erase_if(left, [&](const FileId& id) { return done.contains(id); });
    AUDMG_TRY(const auto items, find_file_items(table, request.owner, left));
    AUDMG_TRY(const auto shares, plan(items));
    AUDMG_TRY(const MembersCommitted committed,
              commit_members(table, relay, request.owner, *head, shares, request.announce));
    for (std::size_t i = 0; i < committed.count; ++i) done.insert(shares[i].file.id);
    if (!committed.done) return std::nullopt;
    return done.size();
  });
}

std::unexpected<Error> no_such_collection() {
  return fail(ErrorCode::not_found, "no such collection");
}

Result<void> leave_collections(Table& table, const File& file,
                               std::span<const Membership> memberships, Transaction& steps) {
  std::vector<Item> keys;
  for (const Membership& membership : memberships) {
    keys.push_back(collection_key(file.owner, membership.collection));
    steps.remove(member_item(file.owner, file.id, membership));
  }
  // Only those that exist: a step on another would make it.
  AUDMG_TRY(const auto heads, table.get_many(keys));
  for (const Item& head : heads) {
    Item values;
    values.set(":one", 1);
    steps.update(key_of(head), "ADD revision :one", "attribute_exists(pk)", std::move(values));
  }
  return {};
}

}  // namespace audmg::database::dynamodb
