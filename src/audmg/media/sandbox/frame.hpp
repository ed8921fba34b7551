// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

// A frame is a few numbers and texts one after the other: little-endian numbers of 64 bits, a text
// with its length before it. Both sides come from one build, so there is no version and no tags.

class FrameWriter {
 public:
  FrameWriter& number(std::uint64_t value);
  FrameWriter& text(std::string_view value);
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what a FrameWriter wrote, or anything else: what is not there reads as 0 and "", and then
/// complete() is false. The views are into the frame.
class FrameReader {
 public:
  explicit FrameReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::uint64_t number();
  /// A number that is larger counts as not there.
  [[nodiscard]] std::uint64_t number_up_to(std::uint64_t largest);
  [[nodiscard]] std::uint32_t number32() {
    return static_cast<std::uint32_t>(number_up_to(UINT32_MAX));
  }
  [[nodiscard]] bool truth() { return number_up_to(1) == 1; }
  [[nodiscard]] std::string_view text(std::size_t max_bytes);

  /// Everything was there, and nothing is left over.
  [[nodiscard]] bool complete() const noexcept { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace audmg::media::sandbox
