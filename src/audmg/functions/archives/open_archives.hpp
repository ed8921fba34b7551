// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/zip/archive_layout.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// A manifest as archives are read from it.
struct Archive {
  TimePoint created_at;
  TimePoint expires_at;
  zip::ArchiveLayout layout;
  std::vector<ManifestEntry> entries;  ///< their `file` is in the layout
};
[[nodiscard]] Archive make_archive(Manifest manifest);

/// The archives that are being read: a client that reads one in many ranges has its manifest read
/// and parsed once. Those that were used last are kept. Thread-safe.
class OpenArchives {
 public:
  /// The most bytes of archives that are kept; the one that was used last may be larger.
  static constexpr std::size_t kMaxBytes = std::size_t{64} * 1024 * 1024;

  struct Opened {
    std::shared_ptr<const Archive> archive;
    /// Differs for different manifests.
    std::string etag;
  };

  /// `objects` must outlive it.
  explicit OpenArchives(storage::ObjectStore& objects, std::size_t max_bytes = kMaxBytes)
      : objects_(objects), max_bytes_(max_bytes) {}

  /// Returns the archive whose manifest is stored under that key, as long as it is stored. Errors:
  /// not_found (there is none, or it has expired), corrupt, and those of the object store.
  [[nodiscard]] Result<Opened> open(std::string_view manifest_key, TimePoint now);

 private:
  struct Kept {
    std::string key;
    Opened opened;
    std::size_t bytes = 0;
  };

  [[nodiscard]] std::shared_ptr<const Archive> find(std::string_view key, std::string_view etag);
  void keep(Kept kept);

  storage::ObjectStore& objects_;
  const std::size_t max_bytes_;
  std::mutex mutex_;
  std::list<Kept> kept_;  ///< guarded by mutex_; the one used last is the first
};

}  // namespace audmg::functions
