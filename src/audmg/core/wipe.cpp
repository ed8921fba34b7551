// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/wipe.hpp"

#include <string.h>

namespace audmg {

void wipe(std::span<std::byte> bytes) noexcept { ::explicit_bzero(bytes.data(), bytes.size()); }

void wipe(std::string& text) noexcept {
  // Never exceeds the capacity, so nothing is allocated; also covers strings that were moved from.
  const std::size_t capacity = text.capacity();
  text.resize_and_overwrite(capacity, [capacity](char* bytes, std::size_t /*count*/) {
    ::explicit_bzero(bytes, capacity);
    return std::size_t{0};
  });
}

}  // namespace audmg
