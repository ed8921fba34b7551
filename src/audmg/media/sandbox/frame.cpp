// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/frame.hpp"

namespace audmg::media::sandbox {
namespace {

constexpr std::size_t kNumberBytes = 8;
constexpr unsigned kBitsOfByte = 8;

}  // namespace

FrameWriter& FrameWriter::number(std::uint64_t value) {
  for (std::size_t i = 0; i < kNumberBytes; ++i, value >>= kBitsOfByte) {
    bytes_.push_back(static_cast<char>(value & 0xffU));
  }
  return *this;
}

FrameWriter& FrameWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
  return *this;
}

std::uint64_t FrameReader::number() {
  if (failed_ || rest_.size() < kNumberBytes) {
    failed_ = true;
    return 0;
  }
  std::uint64_t value = 0;
  for (std::size_t i = kNumberBytes; i-- > 0;) {
    value = (value << kBitsOfByte) | static_cast<unsigned char>(rest_[i]);
  }
  rest_.remove_prefix(kNumberBytes);
  return value;
}

std::uint64_t FrameReader::number_up_to(std::uint64_t largest) {
  const std::uint64_t value = number();
  if (value <= largest) return value;
  failed_ = true;
  return 0;
}

std::string_view FrameReader::text(std::size_t max_bytes) {
  const std::uint64_t length = number_up_to(max_bytes);
  if (failed_ || length > rest_.size()) {
    failed_ = true;
    return {};
  }
  const std::string_view value = rest_.substr(0, static_cast<std::size_t>(length));
  rest_.remove_prefix(value.size());
  return value;
}

}  // namespace audmg::media::sandbox
