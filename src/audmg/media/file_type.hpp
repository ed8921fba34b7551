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
  /// "JPEG", "FLAC": for people.
  std::string_view name;
  std::string_view content_type;
};

/// What bytes turned out to be.
struct Verdict {
  /// Set when the format is on the allow-list.
  std::optional<FileType> type;
  /// When not: what it looks like, for the client ("a PDF document", "text", "an MP4 video").
  std::string looks_like;
};

/// As many bytes of a file's start as identify_head() wants to see.
inline constexpr std::size_t kHeadBytes = 4096;

/// Decides by the first bytes alone (at most kHeadBytes are looked at; fewer when the file is
/// shorter). Early and cheap: what it accepts still has to pass inspect(). Never fails, whatever
/// the bytes.
[[nodiscard]] Verdict identify_head(std::span<const std::byte> head);

/// Decides by magic bytes and a strict walk over the container's structure, without decoding.
/// Reads a bounded number of bytes at bounded places, whatever the file claims. Errors: those of
/// the reader.
[[nodiscard]] Result<Verdict> inspect(storage::ObjectReader& object);

}  // namespace audmg::media
