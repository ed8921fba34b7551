// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/usage_count.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::size_t kUsersPerCall = 20;
constexpr std::size_t kItemsPerPage = 1000;
/// Longer than any deployment takes to replace all processes.
constexpr std::chrono::hours kCountedAgainAfter{24};
constexpr std::string_view kDone = "is_done";
constexpr std::string_view kCountedAt = "counted_at";
constexpr std::string_view kCertain = "is_certain";
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

/// Returns the mark after the first time that all were counted.
Item counted_once(TimePoint now) {
  Item mark = usage_mark_key();
  mark.set(kAfter, "").set(kDone, true).set(kCountedAt, now);
  return mark;
}

struct Counted {
  std::size_t users = 0;
  /// The last one of them.
  std::string after;
  /// True if no user is left.
  bool is_last = false;
};

/// Counts the users that come after one.
Result<Counted> count_some(Table& table, const std::string& after) {
  Item values;
  // Every id is greater than "0".
  values.set(":p", kUsersG1Pk).set(":after", after.empty() ? "0" : after);
  AUDMG_TRY(const auto users, table.query({.index = "gsi1",
                                           .condition = "g1pk = :p AND g1sk > :after",
                                           .values = values,
                                           .limit = kUsersPerCall}));
  Counted counted{.after = after};
  for (const Item& user : users) {
    const auto id = UserId::parse(user.text(kG1Sk));
    if (!id) return fail(ErrorCode::corrupt, "dynamodb: a user without an id");
    AUDMG_TRY(const bool is_counted, count(table, *id));
    if (!is_counted) return counted;
    counted.after = id->text();
    ++counted.users;
  }
  counted.is_last = users.size() < kUsersPerCall;
  return counted;
}

}  // namespace

Result<EarlierFiles> count_earlier_files(Table& table, TimePoint now) {
  AUDMG_TRY(const auto found, table.get(usage_mark_key()));
  const Item mark = found.value_or(Item());
  if (mark.truth(kCertain)) return EarlierFiles{.is_done = true};
  const bool again = mark.truth(kDone);
  if (again && !mark.has(kCountedAt)) {  // As versions left it that counted only once.
    AUDMG_CHECK(table.write({.item = counted_once(now)}));
    return EarlierFiles{};
  }
  if (again && now < mark.time(kCountedAt) + kCountedAgainAfter) return EarlierFiles{};

  const std::string after(mark.text(kAfter));
  AUDMG_TRY(const Counted counted, count_some(table, after));
  const EarlierFiles earlier{.users = counted.users, .is_done = again && counted.is_last};
  if (counted.users == 0 && !counted.is_last) return earlier;
  Item next = !again && counted.is_last ? counted_once(now) : usage_mark_key();
  if (!next.has(kAfter)) next.set(kAfter, counted.after).set(kDone, again);
  if (again) next.set(kCountedAt, mark.time(kCountedAt)).set(kCertain, counted.is_last);
  AUDMG_CHECK(table.write({.item = std::move(next)}));
  return earlier;
}

}  // namespace audmg::database::dynamodb
