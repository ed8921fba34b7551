// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace audmg::database {

/// What a database says of its files' bytes and of the drive it belongs to.
struct IntegritySummary {
  std::uint64_t files = 0;
  std::uint64_t damaged = 0;
  std::uint64_t never_verified = 0;
  /// Of the files that were verified, the one for which it is longest ago; the epoch when there is
  /// none.
  TimePoint oldest_verification{};
  std::optional<DriveIdentity> identity;
};

/// Reads the summary from the file, beside a server that may be running; nothing when its schema is
/// from before these were kept. Reads all rows of files. Errors: those of sqlite::Connection.
[[nodiscard]] Result<std::optional<IntegritySummary>> read_integrity_summary(
    const std::filesystem::path& file);

}  // namespace audmg::database
