// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/storage/object_store.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::media {

/// Most reads of an object that one inspection may make, each of at most kHeadBytes.
inline constexpr int kMaxInspectionReads = 1024;

/// Reads numbers and text at any offset of an object, through one window of kHeadBytes, within a
/// budget of reads. Walkers ask has() first. Reads past the end, after a failed read or after the
/// budget is spent return zero, and error() and spent() report this afterwards. So a walker that
/// takes a bounded number of steps needs no other error handling.
class ByteWindow {
 public:
  /// `object` must outlive the window.
  explicit ByteWindow(storage::ObjectReader& object);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Returns whether `count` bytes at `offset` lie inside the object.
  [[nodiscard]] bool has(std::uint64_t offset, std::uint64_t count) const noexcept {
    return offset <= size_ && count <= size_ - offset;
  }

  [[nodiscard]] std::uint8_t u8(std::uint64_t offset);
  [[nodiscard]] std::uint16_t be16(std::uint64_t offset);
  [[nodiscard]] std::uint32_t be24(std::uint64_t offset);
  [[nodiscard]] std::uint32_t be32(std::uint64_t offset);
  [[nodiscard]] std::uint64_t be64(std::uint64_t offset);
  [[nodiscard]] std::uint16_t le16(std::uint64_t offset);
  [[nodiscard]] std::uint32_t le24(std::uint64_t offset);
  [[nodiscard]] std::uint32_t le32(std::uint64_t offset);
  [[nodiscard]] std::uint64_t le64(std::uint64_t offset);
  /// Returns whether exactly this text, at most kHeadBytes long, is at `offset`.
  [[nodiscard]] bool is_at(std::uint64_t offset, std::string_view text);
  /// Returns the first bytes of the object, at most kHeadBytes; valid until the next call.
  [[nodiscard]] std::span<const std::byte> head();
  /// Returns bytes from `offset`, at most kHeadBytes and possibly fewer; valid until the next call.
  [[nodiscard]] std::span<const std::byte> bytes_at(std::uint64_t offset);

  /// The error of the read that failed, if one did.
  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }
  /// Returns whether the budget ran out.
  [[nodiscard]] bool spent() const noexcept { return spent_; }

 private:
  [[nodiscard]] std::span<const std::byte> at(std::uint64_t offset, std::size_t count);
  template <std::size_t kCount>
  [[nodiscard]] std::uint64_t big_endian(std::uint64_t offset);
  template <std::size_t kCount>
  [[nodiscard]] std::uint64_t little_endian(std::uint64_t offset);
  void fill(std::uint64_t offset);

  storage::ObjectReader& object_;
  std::uint64_t size_;
  std::array<std::byte, kHeadBytes> buffer_{};
  std::uint64_t buffer_offset_ = 0;
  std::size_t buffer_size_ = 0;
  int reads_left_ = kMaxInspectionReads;
  bool spent_ = false;
  std::optional<Error> error_;
};

}  // namespace audmg::media
