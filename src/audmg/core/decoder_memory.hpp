// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

namespace audmg {

/// Refuses a file for its owner: decoding it takes more memory than a decoder may have.
[[nodiscard]] inline std::unexpected<Error> beyond_decoder_memory() {
  return fail(ErrorCode::too_large,
              "The file needs more memory than AUDMG_MAX_DECODER_MEMORY allows.");
}

}  // namespace audmg
