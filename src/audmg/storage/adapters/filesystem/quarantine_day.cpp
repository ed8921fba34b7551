// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/quarantine_day.hpp"

namespace audmg::storage::filesystem {
namespace {

constexpr std::string_view kMidnight = "T00:00:00.000Z";

}  // namespace

QuarantineDay quarantine_day_of(TimePoint time) noexcept {
  return std::chrono::floor<std::chrono::days>(time);
}

std::string folder_name(QuarantineDay day) {
  std::string name = format_rfc3339(day);
  name.resize(name.size() - kMidnight.size());
  return name;
}

std::optional<QuarantineDay> parse_folder_name(std::string_view name) {
  const auto time = parse_rfc3339(std::string(name).append(kMidnight));
  if (!time) return std::nullopt;
  return quarantine_day_of(*time);
}

TimePoint moved_at(QuarantineDay day, const struct stat& status) {
  const auto changed = TimePoint(std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::seconds(status.st_ctim.tv_sec) +
      std::chrono::nanoseconds(status.st_ctim.tv_nsec)));
  if (quarantine_day_of(changed) == day) return changed;
  return TimePoint(day + std::chrono::days(1)) - std::chrono::milliseconds(1);
}

}  // namespace audmg::storage::filesystem
