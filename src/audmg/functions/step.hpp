// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <expected>
#include <utility>
#include <variant>

namespace audmg::functions {

/// Why a function stops early: a problem that the client is told, or an error of a port.
using Stop = std::variant<http::Problem, Error>;

/// What one step of a function gives. AUDMG_TRY and AUDMG_CHECK also take a Result or an expected
/// with a Problem where a Step is returned.
template <class T>
using Step = std::expected<T, Stop>;

/// The client's part of a stop: `return stop(not_found());`
[[nodiscard]] inline std::unexpected<Stop> stop(http::Problem problem) {
  return std::unexpected(Stop(std::move(problem)));
}

/// What the function answers: a problem becomes a problem document, an error stays one.
[[nodiscard]] Result<http::Response> answer(const http::Request& request,
                                            Step<http::Response> step);

}  // namespace audmg::functions
