// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/client/connection.hpp"
#include "audmg/core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace audmg::client {

struct DownloadRequest {
  std::string url;
  std::uint64_t size = 0;
  /// The digest of all bytes, in hexadecimal; "" when the drive does not tell it.
  std::string sha256{};
  std::filesystem::path to;
  /// Returns a new URL when the former has expired.
  std::function<Result<std::string>()> renew_url{};
  /// Called with the number of bytes just received, from this thread.
  std::function<void(std::uint64_t)> received{};
};

/// Downloads to `to`.part, whose name also has the beginning of the digest, and renames it when it
/// is whole: so `to` is whole or missing, even after a kill, and what is there of a `.part` is not
/// fetched again. Replaces an existing file. Errors: corrupt (the bytes do not have the digest),
/// those of Connection, those of fail_errno().
[[nodiscard]] Result<void> download_file(Connection& drive, const DownloadRequest& request);

/// Returns whether the file is there with these bytes; without a digest, with so many.
[[nodiscard]] bool is_whole(const std::filesystem::path& path, std::uint64_t size,
                            const std::string& sha256);

}  // namespace audmg::client
