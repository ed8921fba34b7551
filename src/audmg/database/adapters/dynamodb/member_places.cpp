// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/member_places.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Returns the position of the last member before this position, or of the last one of all if it is
/// ""; "" when there is none.
Result<std::string> position_before(Table& table, const UserId& owner,
                                    const CollectionId& collection, std::string_view position) {
  Item values;
  values.set(":p", members_pk(owner, collection));
  if (!position.empty()) values.set(":before", position);
  AUDMG_TRY(const auto items,
            table.query({.condition = position.empty() ? "pk = :p" : "pk = :p AND sk < :before",
                         .values = values,
                         .newest_first = true,
                         .limit = 1}));
  if (items.empty()) return std::string();
  AUDMG_TRY(CollectionMember member, read_member(items.front()));
  return std::move(member.position);
}

Result<std::string> position_of(Table& table, const UserId& owner, const CollectionId& collection,
                                const FileId& file) {
  AUDMG_TRY(const auto item, table.get(file_key(owner, file)));
  std::string position;
  if (item) {
    AUDMG_TRY(const auto memberships, read_memberships(*item));
    position = position_in(memberships, collection);
  }
  if (position.empty()) {
    return fail(ErrorCode::invalid_argument, "the file to move before is not in the collection");
  }
  return position;
}

bool moves(const ChangeMembersRequest& request, const FileId& file) {
  return std::ranges::find(request.files, file) != request.files.end();
}

/// Returns the position of the first member behind this one that does not move; "" when there is
/// none.
Result<std::string> next_that_stays(Table& table, const ChangeMembersRequest& request,
                                    std::string position) {
  for (;;) {
    AUDMG_TRY(const auto page,
              find_members(table, request.owner, request.collection, position, kMembersPerPage));
    for (const CollectionMember& member : page) {
      if (!moves(request, member.file)) return member.position;
    }
    if (page.size() < kMembersPerPage) return std::string();
    position = page.back().position;
  }
}

}  // namespace

Result<std::vector<CollectionMember>> find_members(Table& table, const UserId& owner,
                                                   const CollectionId& collection,
                                                   std::string_view after, std::size_t limit) {
  // All positions begin with a letter.
  Item values;
  values.set(":p", members_pk(owner, collection))
      .set(":after", after.empty() ? "0" : after_position(after));
  AUDMG_TRY(
      const auto items,
      table.query({.condition = "pk = :p AND sk > :after", .values = values, .limit = limit}));
  std::vector<CollectionMember> members;
  for (const Item& item : items) {
    AUDMG_TRY(CollectionMember member, read_member(item));
    members.push_back(std::move(member));
  }
  return members;
}

Result<Gap> find_end(Table& table, const UserId& owner, const CollectionId& collection) {
  AUDMG_TRY(std::string last, position_before(table, owner, collection, ""));
  return Gap{.low = std::move(last), .high = ""};
}

Result<Gap> find_destination(Table& table, const MoveMembersRequest& request) {
  const ChangeMembersRequest& members = request.members;
  if (request.before.empty()) return find_end(table, members.owner, members.collection);
  Gap gap;
  AUDMG_TRY(gap.high, position_of(table, members.owner, members.collection, request.before));
  if (moves(members, request.before)) {
    AUDMG_TRY(gap.high, next_that_stays(table, members, std::move(gap.high)));
  }
  AUDMG_TRY(gap.low, position_before(table, members.owner, members.collection, gap.high));
  return gap;
}

}  // namespace audmg::database::dynamodb
