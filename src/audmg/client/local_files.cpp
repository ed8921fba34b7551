// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/local_files.hpp"

#include "audmg/core/errno_error.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace audmg::client {
namespace {

namespace fs = std::filesystem;

/// Deeper folders are left out, so that their paths do not exhaust memory.
constexpr int kMaxDepth = 128;

TimePoint modification_time(const struct stat& facts) {
  const auto time =
      std::chrono::seconds(facts.st_mtim.tv_sec) + std::chrono::nanoseconds(facts.st_mtim.tv_nsec);
  return TimePoint(std::chrono::floor<std::chrono::milliseconds>(time));
}

class Walk {
 public:
  explicit Walk(LocalFiles& found) : found_(found) {}

  /// Takes what a person named; follows a symbolic link.
  void take_named(const fs::path& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) {
      leave_out(path, errno_message("cannot be read", errno));
      return;
    }
    take(path, facts, 0);
  }

 private:
  void take(const fs::path& path, const struct stat& facts, int depth) {
    if (S_ISDIR(facts.st_mode)) {
      take_folder(path, depth);
    } else if (!S_ISREG(facts.st_mode)) {
      leave_out(path, "is not a regular file");
    } else if (facts.st_size == 0) {
      leave_out(path, "is empty");
    } else {
      found_.files.push_back({.path = path,
                              .size = static_cast<std::uint64_t>(facts.st_size),
                              .modified_at = modification_time(facts)});
    }
  }

  void take_folder(const fs::path& folder, int depth) {
    if (depth >= kMaxDepth) {
      leave_out(folder, "lies too deep");
      return;
    }
    std::error_code error;
    for (fs::directory_iterator each(folder, error), end; !error && each != end;
         each.increment(error)) {
      const fs::path& path = each->path();
      struct stat facts{};
      if (path.filename().native().starts_with('.')) {
        ++found_.hidden;
      } else if (::lstat(path.c_str(), &facts) != 0) {
        leave_out(path, errno_message("cannot be read", errno));
      } else if (S_ISLNK(facts.st_mode)) {
        ++found_.links;
      } else {
        take(path, facts, depth + 1);
      }
    }
    if (error) leave_out(folder, "cannot be read: " + error.message());
  }

  void leave_out(const fs::path& path, std::string reason) {
    found_.left_out.push_back({path, std::move(reason)});
  }

  LocalFiles& found_;
};

}  // namespace

LocalFiles find_local_files(std::span<const std::string> paths) {
  LocalFiles found;
  Walk walk(found);
  for (const std::string& path : paths) walk.take_named(fs::path(path).lexically_normal());
  std::ranges::sort(found.files, {}, [](const LocalFile& file) { return file.path.native(); });
  const auto same = std::ranges::unique(found.files, {}, &LocalFile::path);
  found.files.erase(same.begin(), same.end());
  return found;
}

}  // namespace audmg::client
