// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <utility>

namespace audmg::identity {

/// Returns the error of an answer that an authenticator or a browser cannot have given.
[[nodiscard]] inline std::unexpected<Error> refuse_answer(std::string why) {
  return fail(ErrorCode::invalid_argument, std::move(why));
}

}  // namespace audmg::identity
