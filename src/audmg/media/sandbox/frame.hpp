// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

// A frame is a sequence of numbers and texts: numbers are 64-bit little-endian, and each text is
// preceded by its length. Both sides come from one build, so frames have neither version nor tags.

class FrameWriter {
 public:
  FrameWriter& number(std::uint64_t value);
  FrameWriter& text(std::string_view value);
  [[nodiscard]] std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads the output of a FrameWriter, or any other bytes: missing values read as 0 and "", and
/// complete() is then false. The views point into the frame.
class FrameReader {
 public:
  explicit FrameReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::uint64_t number();
  /// Treats a larger number as missing.
  [[nodiscard]] std::uint64_t number_up_to(std::uint64_t largest);
  [[nodiscard]] std::uint32_t number32() {
    return static_cast<std::uint32_t>(number_up_to(UINT32_MAX));
  }
  [[nodiscard]] bool truth() { return number_up_to(1) == 1; }
  [[nodiscard]] std::string_view text(std::size_t max_bytes);

  /// Returns whether every value was present and no bytes are left over.
  [[nodiscard]] bool complete() const noexcept { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace audmg::media::sandbox
