// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/response.hpp"
#include "audmg/lambda/http_event.hpp"

#include <optional>
#include <string>

namespace audmg::lambda {

/// Returns the response in the format that API Gateway expects: multiValueHeaders for REST APIs,
/// joined headers and cookies for HTTP APIs, and base64 for a body that is not UTF-8. Returns
/// nullopt when the text would be longer than kMaxAnswerBytes.
[[nodiscard]] std::optional<std::string> write_http_answer(GatewayFormat format,
                                                           const http::Response& response);

}  // namespace audmg::lambda
