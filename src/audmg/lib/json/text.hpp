// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/json/document.hpp"

#include <string>

namespace audmg::json {

/// Returns the value as JSON text without white space. Members keep their order; numbers keep their
/// value but not their form. Precondition: no number is infinite (parse() returns none).
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace audmg::json
