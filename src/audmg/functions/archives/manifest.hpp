// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/zip/archive_layout.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// Time for which a download stays as it was when it was asked for.
inline constexpr std::chrono::hours kDownloadLifetime{24};
/// The most files in one download.
inline constexpr std::size_t kMaxDownloadedFiles = 100'000;
/// The largest manifest, in bytes.
inline constexpr std::size_t kMaxManifestBytes = std::size_t{64} * 1024 * 1024;

/// One file in a download: an object of the store, or a text.
struct ManifestEntry {
  /// Name, size, CRC-32 and date in the archive.
  zip::Entry file;
  /// "" for a text.
  std::string object_key{};
  std::string content_type{};
  std::string text{};
};

/// The contents of a download, frozen when it was asked for, so that an archive which is resumed
/// is the same archive.
struct Manifest {
  TimePoint created_at;
  TimePoint expires_at;
  std::vector<ManifestEntry> entries;
};

/// The first part of the keys under which manifests are stored. No row names these objects; they
/// are deleted after expires_at (upkeep/old_downloads.hpp).
inline constexpr std::string_view kDownloadsPrefix = "downloads/";
/// Returns the key of a manifest, "downloads/<user id>/<download id>".
[[nodiscard]] std::string manifest_key(const UserId& owner, const DownloadId& id);

/// Returns the manifest as lines of JSON. The same manifest gives the same text.
[[nodiscard]] std::string manifest_to_text(const Manifest& manifest);
/// Reads a text of manifest_to_text(). Errors: corrupt.
[[nodiscard]] Result<Manifest> manifest_from_text(std::string_view text);

}  // namespace audmg::functions
