// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// docs/openapi.json as it was at build time; cmake/embed_text.cmake writes the definition.
extern const std::string_view kOpenapiDocument;

Response openapi(const http::Request&, const CommonServices&) {
  return http::json_response(200, std::string(kOpenapiDocument));
}

}  // namespace audmg::functions
