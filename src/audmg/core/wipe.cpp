// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/wipe.hpp"

#include <string.h>

namespace audmg {

void wipe(std::span<std::byte> bytes) noexcept { ::explicit_bzero(bytes.data(), bytes.size()); }

void wipe(std::string& text) noexcept {
  // Never more than the capacity, so nothing is allocated and what was moved out of is covered too.
  text.resize(text.capacity());
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace audmg
