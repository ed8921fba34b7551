// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file_change_repository.hpp"
#include "doubles/sample_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <utility>

namespace audmg::database {

/// Keeps the files that a repository has announced. Thread-safe.
class AnnouncedFiles {
 public:
  /// Returns the callback for a request; every outbox has one event of this type. Must outlive it.
  [[nodiscard]] AnnounceFiles callback(std::string type = "files.changed") {
    return [this, type = std::move(type)](std::span<const File> files) {
      const std::scoped_lock lock(mutex_);
      // A change that is tried again is announced again.
      for (const File& file : files) files_[file.id] = file;
      largest_ = std::max(largest_, files.size());
      return Outbox{.messages = {}, .events = {{EventId::make(kNoon), type, kNoon}}};
    };
  }

  /// The newest announcement of each file.
  [[nodiscard]] std::map<FileId, File> files() const {
    const std::scoped_lock lock(mutex_);
    return files_;
  }
  /// The most files in one announcement.
  [[nodiscard]] std::size_t largest() const {
    const std::scoped_lock lock(mutex_);
    return largest_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<FileId, File> files_;
  std::size_t largest_ = 0;
};

}  // namespace audmg::database
