// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace audmg::media {

/// A view of untrusted bytes that never reads outside of them: what lies there is zero or empty. So
/// a walker that takes a bounded number of steps needs no other check of its offsets.
class BoundedBytes {
 public:
  BoundedBytes() = default;
  explicit BoundedBytes(std::span<const std::byte> bytes) : bytes_(bytes) {}
  explicit BoundedBytes(std::string_view text)
      : bytes_(std::as_bytes(std::span(text.data(), text.size()))) {}

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] bool is_empty() const noexcept { return bytes_.empty(); }
  /// Returns whether `count` bytes at `offset` lie inside.
  [[nodiscard]] bool has(std::uint64_t offset, std::uint64_t count) const noexcept {
    return offset <= bytes_.size() && count <= bytes_.size() - offset;
  }

  [[nodiscard]] std::uint8_t u8(std::uint64_t offset) const noexcept {
    return static_cast<std::uint8_t>(big_endian(offset, 1));
  }
  [[nodiscard]] std::uint16_t be16(std::uint64_t offset) const noexcept {
    return static_cast<std::uint16_t>(big_endian(offset, 2));
  }
  [[nodiscard]] std::uint32_t be32(std::uint64_t offset) const noexcept {
    return static_cast<std::uint32_t>(big_endian(offset, 4));
  }
  /// Returns the big-endian number of `count` bytes, at most 8.
  [[nodiscard]] std::uint64_t big_endian(std::uint64_t offset, std::size_t count) const noexcept {
    if (!has(offset, count)) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      value = (value << 8U) | std::to_integer<std::uint64_t>(bytes_[offset + i]);
    }
    return value;
  }
  [[nodiscard]] std::uint32_t le32(std::uint64_t offset) const noexcept {
    if (!has(offset, 4)) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i) {
      value = (value << 8U) | std::to_integer<std::uint32_t>(bytes_[offset + i - 1]);
    }
    return value;
  }

  /// Returns the bytes from `offset`, `count` of them or as many as there are.
  [[nodiscard]] BoundedBytes part(std::uint64_t offset, std::uint64_t count) const noexcept {
    if (offset >= bytes_.size()) return {};
    const auto start = static_cast<std::size_t>(offset);
    const std::uint64_t room = bytes_.size() - start;
    return BoundedBytes(bytes_.subspan(start, static_cast<std::size_t>(std::min(room, count))));
  }
  [[nodiscard]] BoundedBytes from(std::uint64_t offset) const noexcept {
    return part(offset, bytes_.size());
  }
  [[nodiscard]] bool starts_with(std::string_view text) const noexcept {
    return this->text().starts_with(text);
  }
  [[nodiscard]] bool is_at(std::uint64_t offset, std::string_view text) const noexcept {
    return from(offset).starts_with(text);
  }
  /// The bytes themselves, which outlive this view.
  [[nodiscard]] std::span<const std::byte> span() const noexcept { return bytes_; }
  [[nodiscard]] std::string_view text() const noexcept {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace audmg::media
