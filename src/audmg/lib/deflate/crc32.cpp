// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/deflate/crc32.hpp"

#include <libdeflate.h>

namespace audmg::deflate {

void Crc32::update(std::span<const std::byte> bytes) noexcept {
  // For a null buffer libdeflate returns the initial value.
  if (bytes.empty()) return;
  value_ = libdeflate_crc32(value_, bytes.data(), bytes.size());
}

std::uint32_t crc32(std::string_view text) noexcept {
  Crc32 crc;
  crc.update(std::as_bytes(std::span(text)));
  return crc.value();
}

}  // namespace audmg::deflate
