// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/file_operations.hpp"

#include "audmg/storage/adapters/filesystem/open_beneath.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>

namespace audmg::storage::filesystem {
namespace {

constexpr unsigned kFileMode = 0600;
constexpr mode_t kFolderMode = 0700;
constexpr auto kMostFreeBytes =
    static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

int or_errno(int result) noexcept { return result < 0 ? -errno : result; }

template <class Call>
auto retrying(const Call& call) {
  while (true) {
    const auto result = call();
    if (result >= 0) return result;
    if (errno != EINTR) return static_cast<decltype(result)>(-errno);
  }
}

unsigned rename_flags(RenameMode mode) noexcept {
  switch (mode) {
    case RenameMode::replace:
      return 0;
    case RenameMode::no_replace:
      return RENAME_NOREPLACE;
    case RenameMode::exchange:
      return RENAME_EXCHANGE;
  }
  return 0;
}

class SystemFileOperations final : public FileOperations {
 public:
  int open(int folder, const char* path, int flags) override {
    return open_beneath(folder, path, flags, kFileMode);
  }

  // On Linux the descriptor is gone even when close() reports an error, and what could be lost was
  // synced before.
  void close(int file) override { ::close(file); }

  ssize_t read_at(int file, std::span<std::byte> into, std::uint64_t offset) override {
    return retrying(
        [&] { return ::pread(file, into.data(), into.size(), static_cast<off_t>(offset)); });
  }

  ssize_t write_at(int file, std::span<const std::byte> bytes, std::uint64_t offset) override {
    return retrying(
        [&] { return ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset)); });
  }

  void expect_sequential_reads(int file) override {
    ::posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
  }

  int start_writeback(int file, std::uint64_t offset, std::uint64_t length) override {
    return or_errno(::sync_file_range(file, static_cast<off_t>(offset), static_cast<off_t>(length),
                                      SYNC_FILE_RANGE_WRITE));
  }

  int sync_file(int file) override { return or_errno(::fsync(file)); }
  int sync_data(int file) override { return or_errno(::fdatasync(file)); }
  int sync_folder(int folder) override { return or_errno(::fsync(folder)); }

  int resize(int file, std::uint64_t size) override {
    return retrying([&] { return ::ftruncate(file, static_cast<off_t>(size)); });
  }

  int set_modified(int file, timespec time) override {
    const timespec times[2] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, time};
    return or_errno(::futimens(file, times));
  }

  int rename(int from_folder, const char* from, int to_folder, const char* to,
             RenameMode mode) override {
    return or_errno(::renameat2(from_folder, from, to_folder, to, rename_flags(mode)));
  }

  int link(int from_folder, const char* from, int to_folder, const char* to) override {
    return or_errno(::linkat(from_folder, from, to_folder, to, 0));
  }

  int unlink(int folder, const char* name) override {
    return or_errno(::unlinkat(folder, name, 0));
  }

  int make_folder(int folder, const char* name) override {
    return or_errno(::mkdirat(folder, name, kFolderMode));
  }

  int remove_folder(int folder, const char* name) override {
    return or_errno(::unlinkat(folder, name, AT_REMOVEDIR));
  }

  int status(int file, struct stat& into) override { return or_errno(::fstat(file, &into)); }

  int status_at(int folder, const char* name, struct stat& into) override {
    return or_errno(::fstatat(folder, name, &into, AT_SYMLINK_NOFOLLOW));
  }

  int list(int folder, const EntrySink& sink) override {
    // A descriptor of its own: a folder's read position is shared between duplicates.
    const int own = open(folder, ".", O_RDONLY | O_DIRECTORY);
    if (own < 0) return own;
    DIR* const entries = ::fdopendir(own);
    if (entries == nullptr) {
      const int error = errno;
      ::close(own);
      return -error;
    }
    int result = 0;
    while (true) {
      errno = 0;
      const dirent* const entry = ::readdir(entries);
      if (entry == nullptr) {
        result = -errno;
        break;
      }
      const std::string_view name(static_cast<const char*>(entry->d_name));
      if (name == "." || name == "..") continue;
      unsigned char type = entry->d_type;
      if (type == DT_UNKNOWN) {
        struct stat status{};
        if (status_at(folder, entry->d_name, status) < 0) continue;
        type = static_cast<unsigned char>(IFTODT(status.st_mode));
      }
      if (type == DT_REG || type == DT_DIR) sink(name, type == DT_DIR);
    }
    ::closedir(entries);
    return result;
  }

  std::int64_t free_bytes(int folder) override {
    struct statvfs status{};
    if (::fstatvfs(folder, &status) < 0) return -errno;
    std::uint64_t bytes = 0;
    if (__builtin_mul_overflow(std::uint64_t{status.f_bavail}, std::uint64_t{status.f_frsize},
                               &bytes)) {
      return std::numeric_limits<std::int64_t>::max();
    }
    return static_cast<std::int64_t>(std::min(bytes, kMostFreeBytes));
  }
};

}  // namespace

FileOperations& system_file_operations() noexcept {
  static SystemFileOperations operations;
  return operations;
}

}  // namespace audmg::storage::filesystem
