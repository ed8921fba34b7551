// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/snapshot_name.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/id.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::backup {
namespace {

constexpr std::size_t kIdLength = 8;
/// "2026-01-31T235959.123Z": RFC 3339 without the colons, which some file systems refuse.
constexpr std::size_t kTimeLength = 22;
/// Position of the first colon; that of the second one counts the first as inserted.
constexpr std::size_t kFirstColon = 13;
constexpr std::size_t kSecondColon = 16;

}  // namespace

std::string make_snapshot_name(TimePoint now) {
  std::string name = format_rfc3339(now);
  std::erase(name, ':');
  const std::string uuid = make_uuid7(now);  // random at its end
  return name + "-" + uuid.substr(uuid.size() - kIdLength);
}

std::optional<TimePoint> snapshot_time(std::string_view name) {
  if (name.size() != kTimeLength + 1 + kIdLength || name[kTimeLength] != '-') return std::nullopt;
  if (!std::ranges::all_of(name.substr(kTimeLength + 1), is_lower_hex_digit)) return std::nullopt;
  std::string time(name.substr(0, kTimeLength));
  time.insert(kFirstColon, 1, ':').insert(kSecondColon, 1, ':');
  return parse_rfc3339(time);
}

std::string_view short_id(std::string_view name) { return name.substr(kTimeLength + 1); }

}  // namespace audmg::backup
