// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/archives/open_archives.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>

namespace audmg::functions {

/// The zip archive of a download, as an object that can be read from any byte on. No part of it is
/// stored: its bytes come from the objects of the files, one of which is open at a time.
class ArchiveReader final : public storage::ObjectReader {
 public:
  /// `objects` must outlive the reader.
  ArchiveReader(std::string key, OpenArchives::Opened opened, storage::ObjectStore& objects);

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
  std::shared_ptr<const Archive> archive_;
  storage::ObjectStore& objects_;
  std::mutex mutex_;
  std::size_t open_entry_ = 0;                          ///< guarded by mutex_
  std::shared_ptr<storage::ObjectReader> open_object_;  ///< guarded by mutex_
};

}  // namespace audmg::functions
