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

/// A database's statements about the bytes of its files and about the drive that it belongs to.
struct IntegritySummary {
  std::uint64_t files = 0;
  std::uint64_t damaged = 0;
  std::uint64_t never_verified = 0;
  /// The oldest verification time among the verified files; the epoch when there is none.
  TimePoint oldest_verification{};
  std::optional<DriveIdentity> identity;
};

/// Reads the summary from the file, beside a server that may be running. Returns nothing when its
/// schema is too old to have these columns. Reads all rows of files. Errors: those of
/// sqlite::Connection.
[[nodiscard]] Result<std::optional<IntegritySummary>> read_integrity_summary(
    const std::filesystem::path& file);

}  // namespace audmg::database
