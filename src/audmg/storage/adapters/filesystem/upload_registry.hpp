// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/filesystem/upload_session.hpp"

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audmg::storage::filesystem {

/// Finds the one UploadSession of an upload, reading it from the disk if necessary. The most
/// recently used sessions stay in memory. Thread-safe.
class UploadRegistry {
 public:
  /// `max_recent` is the number of sessions that stay in memory; each has two descriptors and at
  /// most a megabyte of records.
  UploadRegistry(std::shared_ptr<StoreFolder> folder, std::size_t max_recent)
      : folder_(std::move(folder)), max_recent_(max_recent) {}

  /// Removes files in uploads/ that lack their index or data: uploads that were being created,
  /// completed or aborted when the process died. Call before anything else. Errors: unavailable,
  /// internal.
  [[nodiscard]] Result<void> remove_remnants();

  void add(const std::shared_ptr<UploadSession>& session);
  /// Errors: not_found (also for another key), unavailable, internal.
  [[nodiscard]] Result<std::shared_ptr<UploadSession>> find(std::string_view key,
                                                            std::string_view upload_id);
  void remove(const std::string& upload_id);

 private:
  void keep(const std::shared_ptr<UploadSession>& session);

  const std::shared_ptr<StoreFolder> folder_;
  const std::size_t max_recent_;
  std::mutex mutex_;
  /// Every session that is in use, so that there are never two for one upload.
  std::unordered_map<std::string, std::weak_ptr<UploadSession>> sessions_;
  std::list<std::shared_ptr<UploadSession>> recent_;
};

/// Returns whether the text is an id that make_upload_id() could have made; only such text becomes
/// a file's name.
[[nodiscard]] bool is_upload_id(std::string_view text) noexcept;
[[nodiscard]] std::string make_upload_id();

}  // namespace audmg::storage::filesystem
