// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/config/quantity.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace audmg::app {
namespace {

/// A disk whose fsync takes longer makes every upload and sign-up slow.
constexpr std::chrono::milliseconds kSlowSync{50};
constexpr std::uint64_t kMegabyte = 1'000'000;

/// The data folder, or the nearest folder above it that exists.
std::filesystem::path existing_folder(const DataLayout& layout) {
  std::filesystem::path folder = layout.root;
  std::error_code error;
  while (!std::filesystem::is_directory(folder, error) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  return folder;
}

Finding check_space(const std::filesystem::path& folder, std::uint64_t min_free) {
  const std::string subject = "free space";
  struct statvfs status{};
  if (::statvfs(folder.c_str(), &status) != 0) {
    return {Verdict::fail, subject, "cannot be read", "Look at the disk of the data folder."};
  }
  const std::uint64_t free = static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
  const std::string text =
      fmt::format("{} MB free, {} MB are kept free", free / kMegabyte, min_free / kMegabyte);
  if (free < min_free) {
    return {Verdict::fail, subject, text + ": uploads are refused",
            "Free some space, or lower AUDMG_MIN_FREE_SPACE."};
  }
  if (free < 2 * min_free) {
    return {Verdict::warn, subject, text, "Uploads will soon be refused: free some space."};
  }
  if (status.f_favail == 0 && status.f_files != 0) {
    return {Verdict::fail, subject, "no inodes are left", "Remove files from this disk."};
  }
  return {Verdict::ok, subject, text, ""};
}

Finding check_kind(const std::filesystem::path& folder) {
  const std::string subject = "file system";
  struct statfs status{};
  if (::statfs(folder.c_str(), &status) != 0) {
    return {Verdict::warn, subject, "its kind cannot be read", ""};
  }
  constexpr long kNfs = NFS_SUPER_MAGIC;
  constexpr long kSmb = SMB_SUPER_MAGIC;
  constexpr long kTmpfs = TMPFS_MAGIC;
  const auto kind = static_cast<long>(status.f_type);
  if (kind == kTmpfs) {
    return {Verdict::warn, subject, "tmpfs: all files are gone when the machine restarts",
            "Put the data folder on a disk."};
  }
  if (kind == kNfs || kind == kSmb) {
    return {Verdict::warn, subject, "a network share: SQLite and locks are not safe there",
            "Put the data folder on a local disk."};
  }
  return {Verdict::ok, subject, fmt::format("local (type {:#x})", kind), ""};
}

/// Median of a few small durable writes.
Finding check_sync(const std::filesystem::path& folder) {
  const std::string subject = "fsync";
  std::string name = (folder / ".audmg-doctor-XXXXXX").string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) {
    return {Verdict::fail, subject, "no file can be made in " + folder.string(),
            "Run this as the user who runs the server."};
  }
  ::unlink(name.c_str());
  std::array<std::chrono::microseconds, 5> times{};
  bool works = true;
  for (auto& time : times) {
    const auto begin = std::chrono::steady_clock::now();
    constexpr std::string_view kText = "x";
    works = works && ::write(file, kText.data(), kText.size()) == 1 && ::fsync(file) == 0;
    time = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 begin);
  }
  ::close(file);
  if (!works) {
    return {Verdict::fail, subject, "does not work here", "Look at the disk and its log (dmesg)."};
  }
  std::ranges::sort(times);
  const auto median = times.at(times.size() / 2);
  const std::string text = fmt::format("{:.1f} ms", static_cast<double>(median.count()) / 1000);
  if (median > kSlowSync) {
    return {Verdict::warn, subject, text + ": uploads will be slow", "Use a faster disk."};
  }
  return {Verdict::ok, subject, text, ""};
}

}  // namespace

std::vector<Finding> check_disk(const config::Settings& settings, const DataLayout& layout) {
  const std::filesystem::path folder = existing_folder(layout);
  return {check_space(folder, settings.min_free_space), check_kind(folder), check_sync(folder)};
}

}  // namespace audmg::app
