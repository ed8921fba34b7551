// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::media {

enum class Kind { image, audio };

/// One format of the allow-list.
struct FileType {
  Kind kind = Kind::image;
  /// Display name: "JPEG", "FLAC".
  std::string_view name;
  std::string_view content_type;
};

/// The result of identifying a file by its bytes.
struct Verdict {
  /// Set when the format is on the allow-list.
  std::optional<FileType> type;
  /// Otherwise describes the file for the client ("a PDF document", "text", "an MP4 video").
  std::string looks_like;
};

/// Number of bytes from a file's start that identify_head() needs.
inline constexpr std::size_t kHeadBytes = 4096;

/// Identifies a file by its first bytes alone (at most kHeadBytes are read; fewer when the file is
/// shorter). This is an early and cheap check: a file that passes must still pass inspect(). Never
/// fails, whatever the bytes.
[[nodiscard]] Verdict identify_head(std::span<const std::byte> head);

/// Identifies a file by magic bytes and a strict walk over the container's structure, without
/// decoding. Reads a bounded number of bytes at bounded places, whatever the file claims. Errors:
/// those of the reader.
[[nodiscard]] Result<Verdict> inspect(storage::ObjectReader& object);

}  // namespace audmg::media
