// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"
#include "audmg/http/problem.hpp"

#include <expected>
#include <utility>
#include <variant>

namespace audmg::functions {

/// The reason why a function stops early: a problem that the client is told, or an error of a port,
/// which the operator is told in full and the client only by its public text.
using Refusal = std::variant<http::Problem, Error>;

/// The return type of a function, or of one step of it. AUDMG_TRY and AUDMG_CHECK also take a
/// Result, or an expected with a Problem, where an Outcome is returned.
template <class T>
using Outcome = std::expected<T, Refusal>;

/// Stops a function with a problem for the client: `return refuse(not_found());`
[[nodiscard]] inline std::unexpected<Refusal> refuse(http::Problem problem) {
  return std::unexpected(Refusal(std::move(problem)));
}

}  // namespace audmg::functions
