// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/event_source.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"

#include <memory>
#include <variant>

namespace audmg::functions {

/// The answer of a function that tells of events: a stream of them, which lasts as long as the
/// client listens, or those that there are.
using EventAnswer = std::variant<std::unique_ptr<http::EventSource>, http::Response>;

/// Returns whether a request to such a function is for a stream.
[[nodiscard]] bool wants_event_stream(const http::Request& request);

}  // namespace audmg::functions
