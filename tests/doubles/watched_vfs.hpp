// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace audmg {

enum class FileRole { database, log, journal, other };

/// One operation of SQLite on a file, or a note of the test in between.
struct FileEvent {
  enum class Kind { open, write, sync, truncate, note };
  Kind kind = Kind::note;
  FileRole role = FileRole::other;
  /// Counts the opened files from 1.
  int handle = 0;
  bool writable = false;
  std::thread::id thread;
};

/// Behaviour of a disk from the n-th changing call (write, sync, truncate) on.
struct DiskFault {
  enum class Kind { broken, full };
  /// 1 is the next call; 0 means never.
  int nth = 0;
  Kind kind = Kind::broken;
  bool for_ever = false;
  /// True if only syncs count and fail.
  bool only_syncs = false;
};

/// Contents of each file after a power cut.
using DurableImage = std::map<std::string, std::vector<char>>;

/// An SQLite VFS over the system's that records file operations, fails on demand and tracks the
/// data that the disk, as opposed to the kernel, was told to keep. A failing write is done by half.
/// Data written before a failed sync is never durable, although it can be read: ext4, XFS and btrfs
/// behave this way. Thread-safe.
class WatchedVfs {
 public:
  WatchedVfs();
  WatchedVfs(const WatchedVfs&) = delete;
  WatchedVfs& operator=(const WatchedVfs&) = delete;
  ~WatchedVfs();

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  void set_fault(DiskFault fault);
  /// Returns whether the fault that was set last has struck.
  [[nodiscard]] bool fault_struck() const;

  void note();
  [[nodiscard]] std::vector<FileEvent> events() const;

  [[nodiscard]] DurableImage durable_image() const;
  /// Sets the files to that state, as after a power cut. No connection may be open.
  void restore(const DurableImage& image);

  // --- for the VFS functions ---
  enum class Verdict { pass, fail_broken, fail_full };
  int opened(const std::string& path, FileRole role, bool writable);
  Verdict before_change(bool is_sync = false);
  void wrote(const std::string& path, FileRole role, int handle, bool writable,
             std::uint64_t offset, const char* bytes, std::size_t length);
  void truncated(const std::string& path, FileRole role, int handle, bool writable,
                 std::uint64_t size);
  void synced(const std::string& path, FileRole role, int handle, bool writable, bool succeeded);
  void removed(const std::string& path);

 private:
  struct Change {
    bool truncate;
    std::uint64_t offset;
    std::vector<char> bytes;
  };
  struct File {
    std::vector<char> durable;
    std::vector<Change> unsynced;
  };
  struct Registration;

  std::string name_;
  std::unique_ptr<Registration> registration_;
  mutable std::mutex mutex_;
  DiskFault fault_;
  int changes_ = 0;
  bool struck_ = false;
  int handles_ = 0;
  std::vector<FileEvent> events_;
  std::map<std::string, File> files_;
};

}  // namespace audmg
