// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace audmg::client {

struct LocalFile {
  std::filesystem::path path;
  std::uint64_t size = 0;
  TimePoint modified_at{};
};

/// A file that is not sent, and why, in words for people.
struct LeftOut {
  std::filesystem::path path;
  std::string reason;
};

struct LocalFiles {
  /// Sorted by path, without duplicates.
  std::vector<LocalFile> files{};
  std::vector<LeftOut> left_out{};
  std::uint64_t hidden = 0;
  std::uint64_t links = 0;
};

/// Finds the regular files that the paths name, and those in folders and the folders below. What
/// begins with "." and symbolic links are passed over and counted, unless they are named
/// themselves. Empty files and what cannot be read are left out with the reason.
[[nodiscard]] LocalFiles find_local_files(std::span<const std::string> paths);

}  // namespace audmg::client
