// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/damage.hpp"
#include "audmg/backup/progress.hpp"
#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"

#include <cstdint>
#include <memory>
#include <stop_token>

namespace audmg::backup {

struct VerifyOptions {
  /// Percentage of the originals, chosen at random, whose bytes are read. All objects are checked
  /// for presence and size in any case.
  double read_percent = 100;
  /// Opens sealed objects; without it their bytes are not read.
  std::shared_ptr<const sealing::Keyring> keyring{};
};

struct VerifyReport {
  std::uint64_t objects = 0;
  /// Objects whose bytes were read.
  std::uint64_t read = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t damaged = 0;
  /// Sealed objects whose bytes would have been read, had there been a key.
  std::uint64_t unopened = 0;
  /// Originals that the drive did not have when the snapshot was made.
  std::uint64_t missing = 0;
};

/// Checks that the snapshot is still as it was written: the manifest by its checksum; records,
/// secrets and originals by their digests; everything else by its size. Changes nothing. Blocks.
/// Errors: corrupt (the manifest cannot be read), conflict (written by a newer version),
/// invalid_argument (no permission to read a file), unavailable (`stop` was requested), internal.
[[nodiscard]] Result<VerifyReport> verify_snapshot(const Snapshot& snapshot,
                                                   const VerifyOptions& options, Progress& progress,
                                                   const OnDamage& on_damage,
                                                   const std::stop_token& stop = {});

}  // namespace audmg::backup
