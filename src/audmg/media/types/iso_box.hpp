// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace audmg::media {

/// Returns the number that four characters form in a box header.
[[nodiscard]] constexpr std::uint32_t four_characters(std::string_view text) {
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) value = (value << 8) | static_cast<std::uint8_t>(c);
  return value;
}

/// One box of an ISO base media file (ISO/IEC 14496-12 section 4.2).
struct Box {
  std::uint32_t type = 0;
  std::uint64_t body = 0;
  /// Offset of the first byte after the box.
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t body_size() const { return end - body; }
};

/// Version and flags at the beginning of the body of many boxes, in bytes.
inline constexpr std::uint64_t kFullBoxHeader = 4;

/// Most children of one box, and most boxes of one file, that are read.
inline constexpr int kMaxBoxes = 4096;

/// Returns the box at `offset` as its header describes it; nullopt without a header. Its end may
/// exceed `limit`, which is used only as the end of a box that extends "to the end of the file".
[[nodiscard]] std::optional<Box> read_box(ByteWindow& bytes, std::uint64_t offset,
                                          std::uint64_t limit);

/// Calls `visit` with each child that lies entirely inside `parent`, after skipping `skip` bytes of
/// the parent's own fields. Stops at the first child that does not, or after kMaxBoxes.
template <class Visitor>
void for_each_child(ByteWindow& bytes, const Box& parent, std::uint64_t skip, Visitor&& visit) {
  std::uint64_t offset = parent.body + skip;
  for (int i = 0; i < kMaxBoxes && offset < parent.end; ++i) {
    const auto child = read_box(bytes, offset, parent.end);
    if (!child || child->end > parent.end) return;
    visit(*child);
    offset = child->end;
  }
}

/// Returns the first child of that type.
[[nodiscard]] std::optional<Box> find_child(ByteWindow& bytes, const Box& parent,
                                            std::uint32_t type);

}  // namespace audmg::media
