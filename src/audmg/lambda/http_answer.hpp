// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/response.hpp"
#include "audmg/lambda/http_event.hpp"

#include <optional>
#include <string>

namespace audmg::lambda {

/// The answer as API Gateway wants it: multiValueHeaders for REST APIs, joined headers and cookies
/// for HTTP APIs; a body that is not UTF-8 in base64. Nothing when the text would be longer than
/// kMaxAnswerBytes.
[[nodiscard]] std::optional<std::string> write_http_answer(GatewayFormat format,
                                                           const http::Response& response);

}  // namespace audmg::lambda
