// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/snapshot_filter.hpp"

#include "audmg/core/number.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace audmg::database::dynamodb {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kUserPrefix = "U#";
constexpr std::string_view kAccount = "A";
constexpr std::string_view kEventCounter = "C#Y";

/// Partitions that are derived from other items or belong to a process: names and addresses,
/// objects, requests of strangers, leases.
constexpr std::array kLeftOutPartitions{"N#"sv, "E#"sv, "O#"sv, "I#"sv, "LEASE#"sv};
/// The same within a user's partition: contents, unfinished uploads and their number, requests, the
/// mark of a deletion.
constexpr std::array kLeftOutOfUsers{"H#"sv, "X#"sv, "C#X"sv, "I#"sv, "Z"sv};

bool begins_with_any(std::string_view text, const auto& prefixes) {
  return std::ranges::any_of(prefixes,
                             [&](std::string_view prefix) { return text.starts_with(prefix); });
}

/// Returns the number at the end of an event's key.
std::uint64_t event_number(std::string_view sk) {
  return parse_whole<std::uint64_t>(sk.substr(sk.rfind('#') + 1)).value_or(0);
}

}  // namespace

bool SnapshotFilter::keeps(const Item& item) {
  const std::string_view pk = item.text(kPk);
  if (pk.starts_with(kUserPrefix)) return keeps_of_user(item);
  return !begins_with_any(pk, kLeftOutPartitions);
}

bool SnapshotFilter::keeps_of_user(const Item& item) {
  const std::string_view pk = item.text(kPk);
  const std::string_view sk = item.text(kSk);
  if (sk == kAccount) user_pk_ = pk;
  if (pk != user_pk_ || begins_with_any(sk, kLeftOutOfUsers)) return false;
  if (sk == kEventCounter) {
    counter_pk_ = pk;
    last_event_ = item.size("n");
  }
  if (sk.starts_with(kFilePrefix)) return item.time("uploaded_at") <= cut_;
  const bool is_event = sk.starts_with(kEventPrefix) || sk.starts_with("V#");
  return !is_event || pk != counter_pk_ || event_number(sk) <= last_event_;
}

}  // namespace audmg::database::dynamodb
