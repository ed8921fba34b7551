// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/initialise.hpp"

#include "audmg/core/result.hpp"

#include <sodium.h>

namespace audmg::sodium {

void initialise() {
  // A static of a function is initialised once, and safely from several threads.
  static const bool ready = sodium_init() >= 0;
  AUDMG_ASSERT(ready);
}

}  // namespace audmg::sodium
