// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/open_beneath.hpp"

#include <climits>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <string_view>

namespace audmg::storage::filesystem {
namespace {

int open_one(int folder, const char* name, int flags, unsigned mode) noexcept {
  while (true) {
    const int file = ::openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file >= 0) return file;
    if (errno == EINTR) continue;
    const int error = errno;
    // With O_DIRECTORY a link is "not a folder"; openat2() says what it is.
    struct stat status{};
    if (error == ENOTDIR && ::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(status.st_mode)) {
      return -ELOOP;
    }
    return -error;
  }
}

}  // namespace

int open_by_steps(int folder, const char* path, int flags, unsigned mode) noexcept {
  std::string_view rest(path);
  if (rest.starts_with('/')) return -EXDEV;
  int current = folder;
  int result = -ENOENT;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view name = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::array<char, NAME_MAX + 1> text{};
    if (name.size() >= text.size()) {
      result = -ENAMETOOLONG;
    } else if (name == "..") {
      result = -EXDEV;
    } else {
      std::ranges::copy(name, text.begin());
      const bool is_last = rest.empty();
      result = open_one(current, text.data(), is_last ? flags : O_PATH | O_DIRECTORY,
                        is_last && (flags & O_CREAT) != 0 ? mode : 0);
    }
    if (current != folder) ::close(current);
    if (result < 0) break;
    current = result;
  }
  return result;
}

int open_beneath(int folder, const char* path, int flags, unsigned mode) noexcept {
  static std::atomic<bool> is_missing = false;
  open_how how{};
  how.flags = static_cast<std::uint64_t>(static_cast<unsigned>(flags | O_CLOEXEC));
  if ((flags & O_CREAT) != 0) how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  while (!is_missing.load(std::memory_order_relaxed)) {
    const long file = ::syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (file >= 0) return static_cast<int>(file);
    if (errno == ENOSYS) is_missing.store(true, std::memory_order_relaxed);
    if (errno != EINTR && errno != ENOSYS) return -errno;
  }
  return open_by_steps(folder, path, flags, mode);
}

}  // namespace audmg::storage::filesystem
