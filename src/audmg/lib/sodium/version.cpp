// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/version.hpp"

#include <sodium.h>

namespace audmg::sodium {

std::string library_version() { return sodium_version_string(); }

}  // namespace audmg::sodium
