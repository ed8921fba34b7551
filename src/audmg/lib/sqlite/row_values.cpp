// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/row_values.hpp"

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

IdBytes::IdBytes(std::string_view text) {
  const auto bytes = uuid_bytes(text);
  if (!bytes) return;
  bytes_ = *bytes;
  size_ = bytes_.size();
}

}  // namespace audmg::sqlite
