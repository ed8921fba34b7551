// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <optional>

namespace audmg {

/// The code of an error, nothing for a value: to compare a Result that may turn out well.
template <class T>
[[nodiscard]] std::optional<ErrorCode> error_code(const Result<T>& result) {
  if (result) return std::nullopt;
  return result.error().code;
}

}  // namespace audmg
