// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace audmg::storage::filesystem {

enum class RenameMode {
  replace,     ///< removes the file that had the new name
  no_replace,  ///< fails with EEXIST when the new name is taken
  exchange,    ///< both names exist and are swapped
};

/// The system calls that the store makes, in one table, so that tests can record them, fail the
/// n-th of them and leave one out. They are named after their purpose; a result below 0 is -errno.
/// A path never leaves its `folder` and never crosses a symbolic link. Thread-safe.
class FileOperations {
 public:
  using EntrySink = std::function<void(std::string_view name, bool is_folder)>;

  FileOperations() = default;
  FileOperations(const FileOperations&) = delete;
  FileOperations& operator=(const FileOperations&) = delete;
  virtual ~FileOperations() = default;

  /// Returns a descriptor. `flags` as in open(2); O_CLOEXEC is added.
  [[nodiscard]] virtual int open(int folder, const char* path, int flags) = 0;
  virtual void close(int file) = 0;
  /// Returns the number of bytes read or written, perhaps fewer than asked for.
  [[nodiscard]] virtual ssize_t read_at(int file, std::span<std::byte> into,
                                        std::uint64_t offset) = 0;
  [[nodiscard]] virtual ssize_t write_at(int file, std::span<const std::byte> bytes,
                                         std::uint64_t offset) = 0;
  /// Tells the kernel that the file will be read from front to back.
  virtual void expect_sequential_reads(int file) = 0;
  /// Begins writing dirty pages to the disk without waiting, so that sync_file() has less to do.
  [[nodiscard]] virtual int start_writeback(int file, std::uint64_t offset,
                                            std::uint64_t length) = 0;
  /// fsync(2) of a file, fdatasync(2) of a file, fsync(2) of a folder.
  [[nodiscard]] virtual int sync_file(int file) = 0;
  [[nodiscard]] virtual int sync_data(int file) = 0;
  [[nodiscard]] virtual int sync_folder(int folder) = 0;
  [[nodiscard]] virtual int resize(int file, std::uint64_t size) = 0;
  [[nodiscard]] virtual int set_modified(int file, timespec time) = 0;
  [[nodiscard]] virtual int rename(int from_folder, const char* from, int to_folder, const char* to,
                                   RenameMode mode) = 0;
  /// Gives a file a second name; never used for a folder.
  [[nodiscard]] virtual int link(int from_folder, const char* from, int to_folder,
                                 const char* to) = 0;
  [[nodiscard]] virtual int unlink(int folder, const char* name) = 0;
  [[nodiscard]] virtual int make_folder(int folder, const char* name) = 0;
  /// Removes an empty folder.
  [[nodiscard]] virtual int remove_folder(int folder, const char* name) = 0;
  [[nodiscard]] virtual int status(int file, struct stat& into) = 0;
  [[nodiscard]] virtual int status_at(int folder, const char* name, struct stat& into) = 0;
  /// Passes every regular file and folder in `folder` to `sink`, in no particular order, and skips
  /// everything else.
  [[nodiscard]] virtual int list(int folder, const EntrySink& sink) = 0;
  /// Returns the number of bytes that this process may still write to the file system of `folder`.
  [[nodiscard]] virtual std::int64_t free_bytes(int folder) = 0;
};

/// Returns the kernel's own calls.
[[nodiscard]] FileOperations& system_file_operations() noexcept;

}  // namespace audmg::storage::filesystem
