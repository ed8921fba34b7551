// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/functions/downloads/entry_names.hpp"
#include "audmg/functions/services.hpp"

#include <cstdint>
#include <vector>

namespace audmg::functions {

/// The sidecars in an archive: none, or one for each file with edits.
enum class Sidecars { none, of_edits };

/// Collects what an archive has of one file after another. Not thread-safe.
class ManifestEntries {
 public:
  /// Until `reading` passes, objects whose CRC-32 is not known are read. `services` must outlive
  /// it.
  ManifestEntries(Sidecars sidecars, Deadline reading, const DownloadServices& services)
      : sidecars_(sidecars), reading_(reading), services_(services) {}

  /// Adds the original under its name, its companions under names that go with it, and the sidecar.
  /// An object whose CRC-32 no row has (it is older than that column) is read to the end; that of
  /// an original is then written into its row, so that this happens once. Errors: deadline_exceeded
  /// (retryable), when reading takes longer, which goes on with the next request; those of the
  /// object store and of the repositories; corrupt, when the row cannot be read.
  [[nodiscard]] Result<void> add(const database::File& file);

  [[nodiscard]] std::vector<ManifestEntry> take() && { return std::move(entries_); }

 private:
  [[nodiscard]] Result<std::uint32_t> crc32_of_original(const database::File& file);

  const Sidecars sidecars_;
  Deadline reading_;
  const DownloadServices& services_;
  EntryNames names_;
  std::vector<ManifestEntry> entries_;
};

}  // namespace audmg::functions
