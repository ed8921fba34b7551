// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

constexpr std::string_view kSessions = "n";
/// Of files and sessions together, because a condition of DynamoDB cannot add two attributes.
constexpr std::string_view kTaken = "taken_bytes";
constexpr std::string_view kReserved = "reserved_bytes";
constexpr std::string_view kFiles = "file_count";
/// Rises with every change, so that it can be seen whether there was one.
constexpr std::string_view kChanges = "change_count";

std::uint64_t not_negative(std::int64_t number) noexcept {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0));
}

/// Returns the condition that `added` more bytes fit into the quota.
std::string room_condition(std::int64_t added, std::uint64_t quota, Item& values) {
  // Not even an empty drive has room: an absent attribute is less than nothing.
  if (added > 0 && static_cast<std::uint64_t>(added) > quota) {
    values.set(":room", 0);
    return "taken_bytes < :room";
  }
  values.set(":room", quota - not_negative(added));
  return "(attribute_not_exists(taken_bytes) OR taken_bytes <= :room)";
}

}  // namespace

std::size_t change_usage(Transaction& steps, const UserId& owner, const UsageChange& change) {
  const std::int64_t taken = change.bytes + change.reserved;
  Item values;
  values.set(":sessions", change.sessions)
      .set(":taken", taken)
      .set(":reserved", change.reserved)
      .set(":files", change.files)
      .set(":one", 1);
  std::string condition;
  if (change.max_sessions) {
    values.set(":most", *change.max_sessions);
    condition = "(attribute_not_exists(n) OR n < :most)";
  }
  if (change.quota) {
    if (!condition.empty()) condition += " AND ";
    condition += room_condition(taken, *change.quota, values);
  }
  return steps.update(usage_key(owner),
                      "ADD n :sessions, taken_bytes :taken, reserved_bytes :reserved, "
                      "file_count :files, change_count :one",
                      condition, std::move(values));
}

std::uint64_t open_sessions(const Item& item) noexcept {
  return not_negative(item.number(kSessions));
}

Usage read_usage(const Item& item) noexcept {
  const std::int64_t reserved = item.number(kReserved);
  return {.bytes = not_negative(item.number(kTaken) - reserved),
          .files = not_negative(item.number(kFiles)),
          .reserved = not_negative(reserved)};
}

Item usage_item(const UserId& owner, const Usage& usage) {
  Item item = usage_key(owner);
  item.set(kSessions, 0).set(kTaken, usage.bytes).set(kReserved, 0).set(kFiles, usage.files);
  return item;
}

Result<bool> write_count(Table& table, const UserId& owner, const Item& before,
                         const Usage& usage) {
  Item values;
  values.set(":taken", usage.bytes + usage.reserved)
      .set(":reserved", usage.reserved)
      .set(":files", usage.files)
      .set(":one", 1);
  std::string_view unchanged = "attribute_not_exists(change_count)";
  if (before.has(kChanges)) {
    values.set(":was", before.number(kChanges));
    unchanged = "change_count = :was";
  }
  Transaction steps;
  steps.check(user_key(owner), "attribute_exists(pk)");
  steps.update(usage_key(owner),
               "SET taken_bytes = :taken, reserved_bytes = :reserved, file_count = :files "
               "ADD change_count :one",
               unchanged, std::move(values));
  AUDMG_TRY(const Commit commit, steps.commit(table));
  return commit.done();
}

std::uint64_t reserved_bytes(const Item& session) noexcept {
  return not_negative(session.number(kReserved));
}

Result<std::optional<std::uint64_t>> find_reservation(Table& table, const UserId& owner,
                                                      const UploadId& upload) {
  if (owner.empty() || upload.empty()) return std::nullopt;
  AUDMG_TRY(const auto item, table.get(upload_key(owner, upload)));
  if (!item) return std::nullopt;
  return reserved_bytes(*item);
}

std::size_t end_upload(Transaction& steps, const UserId& owner, const UploadId& upload,
                       std::uint64_t reserved, UsageChange& usage) {
  usage.sessions -= 1;
  usage.reserved -= static_cast<std::int64_t>(reserved);
  return steps.remove(upload_key(owner, upload), "attribute_exists(pk)");
}

std::unexpected<Error> no_such_upload() {
  return fail(ErrorCode::not_found, "no such upload session");
}

}  // namespace audmg::database::dynamodb
