// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/byte_window.hpp"

#include <algorithm>
#include <utility>

namespace audmg::media {

ByteWindow::ByteWindow(storage::ObjectReader& object)
    : object_(object), size_(object.info().size) {}

void ByteWindow::fill(std::uint64_t offset) {
  buffer_offset_ = offset;
  buffer_size_ = 0;
  const auto wanted = static_cast<std::size_t>(
      std::min<std::uint64_t>(kHeadBytes, size_ - std::min(offset, size_)));
  while (buffer_size_ < wanted && !error_) {
    if (reads_left_ == 0) {
      spent_ = true;
      return;
    }
    --reads_left_;
    const auto count = object_.read_at(
        offset + buffer_size_, std::span(buffer_).subspan(buffer_size_, wanted - buffer_size_));
    if (!count) {
      error_ = count.error();
    } else if (*count == 0) {
      error_ = Error{ErrorCode::corrupt, "the object is shorter than its recorded size"};
    } else {
      buffer_size_ += std::min(*count, wanted - buffer_size_);
    }
  }
}

std::span<const std::byte> ByteWindow::at(std::uint64_t offset, std::size_t count) {
  if (error_ || spent_ || !has(offset, count)) return {};
  if (offset < buffer_offset_ || offset + count > buffer_offset_ + buffer_size_) fill(offset);
  if (error_ || spent_) return {};
  return std::span<const std::byte>(buffer_).subspan(
      static_cast<std::size_t>(offset - buffer_offset_), count);
}

std::span<const std::byte> ByteWindow::head() { return bytes_at(0); }

std::span<const std::byte> ByteWindow::bytes_at(std::uint64_t offset) {
  if (offset >= size_) return {};
  return at(offset, static_cast<std::size_t>(std::min<std::uint64_t>(kHeadBytes, size_ - offset)));
}

bool ByteWindow::is_at(std::uint64_t offset, std::string_view text) {
  const auto bytes = at(offset, text.size());
  return bytes.size() == text.size() && std::ranges::equal(bytes, text, [](std::byte byte, char c) {
           return byte == static_cast<std::byte>(c);
         });
}

template <std::size_t kCount>
std::uint64_t ByteWindow::big_endian(std::uint64_t offset) {
  std::uint64_t value = 0;
  for (const std::byte byte : at(offset, kCount)) {
    value = (value << 8) | std::to_integer<std::uint64_t>(byte);
  }
  return value;
}

template <std::size_t kCount>
std::uint64_t ByteWindow::little_endian(std::uint64_t offset) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const std::byte byte : at(offset, kCount)) {
    value |= std::to_integer<std::uint64_t>(byte) << shift;
    shift += 8;
  }
  return value;
}

std::uint8_t ByteWindow::u8(std::uint64_t offset) {
  return static_cast<std::uint8_t>(big_endian<1>(offset));
}
std::uint16_t ByteWindow::be16(std::uint64_t offset) {
  return static_cast<std::uint16_t>(big_endian<2>(offset));
}
std::uint32_t ByteWindow::be24(std::uint64_t offset) {
  return static_cast<std::uint32_t>(big_endian<3>(offset));
}
std::uint32_t ByteWindow::be32(std::uint64_t offset) {
  return static_cast<std::uint32_t>(big_endian<4>(offset));
}
std::uint64_t ByteWindow::be64(std::uint64_t offset) { return big_endian<8>(offset); }
std::uint16_t ByteWindow::le16(std::uint64_t offset) {
  return static_cast<std::uint16_t>(little_endian<2>(offset));
}
std::uint32_t ByteWindow::le24(std::uint64_t offset) {
  return static_cast<std::uint32_t>(little_endian<3>(offset));
}
std::uint32_t ByteWindow::le32(std::uint64_t offset) {
  return static_cast<std::uint32_t>(little_endian<4>(offset));
}
std::uint64_t ByteWindow::le64(std::uint64_t offset) { return little_endian<8>(offset); }

}  // namespace audmg::media
