// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

namespace audmg::heif {

[[nodiscard]] inline std::unexpected<Error> damaged() {
  return fail(ErrorCode::invalid_argument, "The image cannot be decoded: its data is damaged.");
}

}  // namespace audmg::heif
