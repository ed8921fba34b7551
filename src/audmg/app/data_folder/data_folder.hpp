// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::config {
struct Settings;
}

namespace audmg::app {

/// Paths inside the data folder.
struct DataLayout {
  std::filesystem::path root;

  [[nodiscard]] std::filesystem::path lock() const { return root / "lock"; }
  [[nodiscard]] std::filesystem::path secrets() const { return root / "secrets"; }
  /// Folder of the certificate that the drive made for itself.
  [[nodiscard]] std::filesystem::path certificate() const { return root / "certificate"; }
  [[nodiscard]] std::filesystem::path database() const { return root / "audmg.db"; }
  [[nodiscard]] std::filesystem::path objects() const { return root / "objects"; }
  /// Folder for files that are being worked on, where objects are stored elsewhere.
  [[nodiscard]] std::filesystem::path scratch() const { return root / "scratch"; }
  /// The alarms that are on (app/alarms/alarm_board.hpp).
  [[nodiscard]] std::filesystem::path alarms() const { return root / "alarms.json"; }
  [[nodiscard]] std::filesystem::path control_socket() const { return root / "control.sock"; }
};

/// Returns the data folder that the settings name, whether it is there or not.
[[nodiscard]] DataLayout layout_of(const config::Settings& settings);

/// Makes the data folder, for its owner alone, where there is none. Errors: invalid_argument (not a
/// folder, or its parent cannot be made), those of errno.
[[nodiscard]] Result<void> create_data_folder(const DataLayout& layout);

/// The process that has a data folder locked.
struct LockOwner {
  pid_t pid = 0;
  /// The command as it was typed, "audmg serve".
  std::string command;
};

/// The data folder, created when absent (mode 0700) and held by this process alone until
/// destruction. The kernel owns the lock (flock), so a crash cannot leave it behind.
class DataFolder {
 public:
  /// `command` is shown to other processes that want the folder. Errors: conflict (another process
  /// has it; the message names pid and command), invalid_argument (not a folder, or not writable by
  /// us), out_of_space, internal.
  [[nodiscard]] static Result<DataFolder> open(const std::filesystem::path& root,
                                               std::string_view command);
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;
  ~DataFolder();

  [[nodiscard]] const DataLayout& layout() const noexcept { return layout_; }

 private:
  DataFolder(DataLayout layout, int lock) : layout_(std::move(layout)), lock_(lock) {}

  DataLayout layout_;
  int lock_;
};

/// Returns the process that has the folder locked now; nothing when it is not locked, or there is
/// no such folder. An owner whose note cannot be read has pid 0.
[[nodiscard]] std::optional<LockOwner> find_lock_owner(const DataLayout& layout);

}  // namespace audmg::app
