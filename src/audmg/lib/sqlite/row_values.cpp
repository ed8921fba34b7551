// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/row_values.hpp"

#include "audmg/core/hex.hpp"

#include <algorithm>

namespace audmg::sqlite {

IdBytes IdBytes::greatest() noexcept {
  IdBytes greatest;
  greatest.bytes_.fill(std::byte{0xff});
  greatest.size_ = greatest.bytes_.size();
  return greatest;
}

IdBytes IdBytes::nil() noexcept {
  IdBytes nil;
  nil.size_ = nil.bytes_.size();
  return nil;
}

IdBytes::IdBytes(std::string_view uuid_text) {
  std::string digits(uuid_text);
  std::erase(digits, '-');
  const auto bytes = from_hex(digits);
  if (!bytes || bytes->size() != bytes_.size()) return;
  std::ranges::copy(*bytes, bytes_.begin());
  size_ = bytes_.size();
}

std::string uuid_text(std::span<const std::byte> bytes) {
  if (bytes.size() != 16) return {};
  std::string text = to_hex(bytes);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
  return text;
}

}  // namespace audmg::sqlite
