// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/usage_count.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kUsersPerCall = 20;
constexpr std::size_t kItemsPerPage = 1000;
constexpr std::string_view kDone = "is_done";
constexpr std::string_view kAfter = "after_user";

/// Calls `take` for each item of a user whose sk begins with the prefix, a page at a time.
template <class Take>
Result<void> for_each_item(Table& table, const UserId& owner, std::string_view prefix, Take take) {
  Item values;
  values.set(":p", owner_pk(owner)).set(":s", prefix);
  Item after;
  for (;;) {
    AUDMG_TRY(const auto items, table.query({.condition = "pk = :p AND begins_with(sk, :s)",
                                             .values = values,
                                             .after = after,
                                             .limit = kItemsPerPage}));
    for (const Item& item : items) take(item);
    if (items.size() < kItemsPerPage) return {};
    after = key_of(items.back());
  }
}

/// Adds up what the rows say. Sessions from before reservations have none.
Result<Usage> add_up(Table& table, const UserId& owner) {
  Usage usage;
  AUDMG_CHECK(for_each_item(table, owner, kFilePrefix, [&](const Item& item) {
    const auto file = read_file(item);
    if (!file) return table.report_unreadable()(file.error());
    usage.bytes += counted_bytes(*file);
    ++usage.files;
  }));
  AUDMG_CHECK(for_each_item(table, owner, kUploadPrefix,
                            [&](const Item& item) { usage.reserved += reserved_bytes(item); }));
  return usage;
}

/// Returns whether the user is counted: no change came between the first look and the last.
Result<bool> count(Table& table, const UserId& owner) {
  AUDMG_TRY(const auto before, table.get(usage_key(owner)));
  AUDMG_TRY(const Usage usage, add_up(table, owner));
  return write_count(table, owner, before.value_or(Item()), usage);
}

}  // namespace

Result<EarlierFiles> count_earlier_files(Table& table) {
  AUDMG_TRY(const auto mark, table.get(usage_mark_key()));
  if (mark && mark->truth(kDone)) return EarlierFiles{.is_done = true};
  const std::string after(mark ? mark->text(kAfter) : std::string_view());
  Item values;
  // Every id is greater than "0".
  values.set(":p", kUsersG1Pk).set(":after", after.empty() ? "0" : after);
  AUDMG_TRY(const auto users, table.query({.index = "gsi1",
                                           .condition = "g1pk = :p AND g1sk > :after",
                                           .values = values,
                                           .limit = kUsersPerCall}));
  EarlierFiles earlier;
  Item next = usage_mark_key();
  next.set(kAfter, after);
  for (const Item& user : users) {
    const auto id = UserId::parse(user.text(kG1Sk));
    if (!id) return fail(ErrorCode::corrupt, "dynamodb: a user without an id");
    AUDMG_TRY(const bool is_counted, count(table, *id));
    if (!is_counted) break;
    next.set(kAfter, id->text());
    ++earlier.users;
  }
  earlier.is_done = earlier.users == users.size() && users.size() < kUsersPerCall;
  if (earlier.users == 0 && !earlier.is_done) return earlier;
  AUDMG_CHECK(table.write({.item = std::move(next.set(kDone, earlier.is_done))}));
  return earlier;
}

}  // namespace audmg::database::dynamodb
