// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/snapshot_filter.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace audmg::database::dynamodb {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kUserPrefix = "U#";
constexpr std::string_view kAccount = "A";
constexpr std::string_view kAuditPrefix = "A#";

/// Partitions that are derived from other items or belong to a process: names and addresses,
/// objects, requests of strangers, leases, counters of attempts.
constexpr std::array kLeftOutPartitions{"N#"sv, "E#"sv, "O#"sv, "I#"sv, "LEASE#"sv, "L#"sv};
/// The same within a user's partition: contents, unfinished uploads and their number, the number of
/// collections, the number that events had until they got their ids as keys, requests, places in
/// the trash, the mark of a deletion. Members of collections are in partitions of their own.
constexpr std::array kLeftOutOfUsers{"H#"sv,  "X#"sv, "C#X"sv,      kCollectionCount,
                                     "C#Y"sv, "I#"sv, kTrashPrefix, kTrashedMemberPrefix,
                                     "Z"sv};

bool begins_with_any(std::string_view text, const auto& prefixes) {
  return std::ranges::any_of(prefixes,
                             [&](std::string_view prefix) { return text.starts_with(prefix); });
}

}  // namespace

bool SnapshotFilter::keeps(const Item& item) {
  const std::string_view pk = item.text(kPk);
  if (pk.starts_with(kUserPrefix)) return keeps_of_user(item);
  // What the last entry is, the entries say.
  if (pk.starts_with(kAuditPrefix)) return item.text(kSk).starts_with(kAuditEntryPrefix);
  return !begins_with_any(pk, kLeftOutPartitions);
}

bool SnapshotFilter::keeps_of_user(const Item& item) {
  const std::string_view pk = item.text(kPk);
  const std::string_view sk = item.text(kSk);
  if (sk == kAccount) {
    user_pk_ = pk;
    collections_.clear();
  }
  if (pk != user_pk_ || begins_with_any(sk, kLeftOutOfUsers)) return false;
  if (sk.starts_with(kCollectionPrefix)) {
    collections_.emplace(sk.substr(kCollectionPrefix.size()));
  }
  if (sk.starts_with(kFilePrefix)) return item.time("uploaded_at") <= cut_;
  const bool is_event = sk.starts_with(kEventPrefix) || sk.starts_with(kFileEventPrefix);
  return !is_event || item.time("happened_at") <= cut_;
}

Result<void> SnapshotFilter::trim(Item& item) const {
  if (!item.text(kSk).starts_with(kFilePrefix)) return {};
  AUDMG_TRY(auto memberships, read_memberships(item));
  const std::size_t gone = std::erase_if(memberships, [&](const Membership& membership) {
    return !collections_.contains(membership.collection.text());
  });
  if (gone > 0) item.set("collections", write_memberships(memberships));
  return {};
}

}  // namespace audmg::database::dynamodb
