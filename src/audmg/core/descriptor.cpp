// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/descriptor.hpp"

#include <unistd.h>

namespace audmg {

void Descriptor::close() noexcept {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

}  // namespace audmg
