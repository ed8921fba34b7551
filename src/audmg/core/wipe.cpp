// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/wipe.hpp"

#include <string.h>

namespace audmg {

void wipe(std::span<std::byte> bytes) noexcept { ::explicit_bzero(bytes.data(), bytes.size()); }

void wipe(std::string& text) noexcept {
  // Never exceeds the capacity, so nothing is allocated; also covers strings that were moved from.
  text.resize(text.capacity());
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace audmg
