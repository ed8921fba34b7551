// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/downloads/manifest.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/zip/archive_layout.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace audmg::functions {

/// The zip archive of a download, as an object that can be read from any byte on. No part of it is
/// stored: its bytes come from the objects of the files, one of which is open at a time.
class ArchiveReader final : public storage::ObjectReader {
 public:
  /// `etag` must differ for different manifests. `objects` must outlive the reader.
  ArchiveReader(std::string key, std::string etag, Manifest manifest,
                storage::ObjectStore& objects);

  [[nodiscard]] const storage::ObjectInfo& info() const noexcept override { return info_; }
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                            std::span<std::byte> into) override;
  [[nodiscard]] int descriptor() const noexcept override { return -1; }
  [[nodiscard]] bool is_composed() const noexcept override { return true; }
  [[nodiscard]] Result<storage::Stretch> stretch_at(std::uint64_t offset) override;

 private:
  /// Opens the object of an entry, unless it is the one that is open.
  [[nodiscard]] Result<std::shared_ptr<storage::ObjectReader>> open(std::size_t entry);

  storage::ObjectInfo info_;
  zip::ArchiveLayout layout_;
  std::vector<ManifestEntry> entries_;  ///< their `file` is in the layout
  storage::ObjectStore& objects_;
  std::mutex mutex_;
  std::size_t open_entry_ = 0;                          ///< guarded by mutex_
  std::shared_ptr<storage::ObjectReader> open_object_;  ///< guarded by mutex_
};

/// Opens the archive of the download whose manifest is stored under that key. Errors: not_found
/// (there is none, or it has expired), corrupt, and those of the object store.
[[nodiscard]] Result<std::unique_ptr<storage::ObjectReader>> open_archive(
    std::string_view manifest_key, TimePoint now, storage::ObjectStore& objects);

}  // namespace audmg::functions
