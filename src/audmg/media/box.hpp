// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/byte_window.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace audmg::media {

/// The number that four characters make in a box header.
[[nodiscard]] constexpr std::uint32_t four_characters(std::string_view text) {
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) value = (value << 8) | static_cast<std::uint8_t>(c);
  return value;
}

/// One box of an ISO base media file (ISO/IEC 14496-12 section 4.2).
struct Box {
  std::uint32_t type = 0;
  std::uint64_t body = 0;
  /// First byte behind the box.
  std::uint64_t end = 0;

  [[nodiscard]] std::uint64_t body_size() const { return end - body; }
};

/// Most children of one box, and boxes of one file, that are looked at.
inline constexpr int kMaxBoxes = 4096;

/// The box at `offset` as its header tells it; its end may lie behind `limit`, which only stands in
/// for the end of a box that reaches "to the end of the file". Nothing when no header stands there.
[[nodiscard]] std::optional<Box> read_box(ByteWindow& bytes, std::uint64_t offset,
                                          std::uint64_t limit);

/// Calls `visit` with each child that lies wholly inside `parent`, skipping `skip` bytes of the
/// parent's own fields; stops at the first that does not, or after kMaxBoxes.
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

/// The first child of that type.
[[nodiscard]] std::optional<Box> find_child(ByteWindow& bytes, const Box& parent,
                                            std::uint32_t type);

}  // namespace audmg::media
