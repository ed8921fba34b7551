// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// The files that a picture may have beside it: the moving part of a live photo, and an XMP sidecar
// with facts. Alone neither is on the allow-list.

namespace audmg::media {

inline constexpr std::uint64_t kMaxCompanionVideoBytes = 50'000'000;
inline constexpr std::chrono::seconds kMaxCompanionVideoTime{30};
/// Programs write some KiB; a history of many edits makes it more.
inline constexpr std::uint64_t kMaxXmpSidecarBytes = std::uint64_t{1024} * 1024;

enum class CompanionForm { video, xmp };

struct CompanionType {
  CompanionForm form = CompanionForm::video;
  std::string_view content_type;
};

/// The result of identifying a companion by its bytes.
struct CompanionVerdict {
  /// Set when the bytes are an acceptable companion.
  std::optional<CompanionType> type;
  /// Otherwise says why not, in a sentence for the client.
  std::string problem;
};

/// Returns the most bytes that a companion of that form may have.
[[nodiscard]] std::uint64_t max_companion_bytes(CompanionForm form) noexcept;

/// Identifies a companion by its first bytes alone (at most kHeadBytes are read; fewer when the
/// file is shorter). This is an early and cheap check: a file that passes must still pass
/// inspect_companion(). Never fails, whatever the bytes.
[[nodiscard]] CompanionVerdict identify_companion_head(std::span<const std::byte> head);

/// Identifies a companion by its size and a strict walk over its structure, without decoding. A
/// video is an MP4 or QuickTime file with a video track whose every clock says at most
/// kMaxCompanionVideoTime; a sidecar is UTF-8 text without document type that begins as XMP does.
/// Reads a bounded number of bytes, whatever the file claims. Errors: those of the reader.
[[nodiscard]] Result<CompanionVerdict> inspect_companion(storage::ObjectReader& object);

}  // namespace audmg::media
