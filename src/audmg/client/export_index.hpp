// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::client {

/// Where the files of an export lie.
///
/// It is a text beside the files, one line each: "<key> <path below the folder>". The key is a file
/// id, or that of a picture with "/video" after it for its moving part. A line is added before a
/// file is fetched, so that its name is its own from then on; the last line of a key counts.
/// Thread-safe; one process at a time uses a folder.
class ExportIndex {
 public:
  /// Reads the index of a folder, or begins one. Lines that cannot be read, as the last one after a
  /// kill, are passed over. Errors: conflict (another process exports to it), those of
  /// fail_errno().
  [[nodiscard]] static Result<ExportIndex> open(const std::filesystem::path& folder);

  ExportIndex(ExportIndex&& other) noexcept;
  ExportIndex& operator=(ExportIndex&&) = delete;
  ExportIndex(const ExportIndex&) = delete;
  ExportIndex& operator=(const ExportIndex&) = delete;
  ~ExportIndex();

  /// Returns the path of a file below the folder; nothing when it has none yet.
  [[nodiscard]] std::optional<std::string> find(std::string_view key) const;

  struct Wish {
    std::string key;
    std::string folder;  ///< "2019/07"
    std::string name;
    /// The name is taken by a file that is not of this export.
    bool is_taken = false;
  };
  /// Gives a file a path: under its name, or with a part of its id when the name is taken, in small
  /// or capital letters. A path that fits already stays. Errors: those of fail_errno().
  [[nodiscard]] Result<std::string> assign(const Wish& wish);

 private:
  ExportIndex() = default;
  void take(std::string_view line);
  void enter(const std::string& key, const std::string& path);

  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> paths_;
  /// Keys by path in small letters, because some file systems do not distinguish them.
  std::map<std::string, std::string, std::less<>> owners_;
  int file_ = -1;
};

}  // namespace audmg::client
