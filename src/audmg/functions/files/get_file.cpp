// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/step.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Step<http::Response> look(const http::Request& request, Services& services) {
  const http::Principal& principal = *request.principal;
  AUDMG_TRY(const database::File file,
            find_own_file(principal, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string binding, url_binding(principal, services));
  json::Writer json;
  AUDMG_CHECK(write_file(json, file, binding, services));
  return http::json_response(200, std::move(json).take());
}

}  // namespace

Result<http::Response> get_file(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, look(request, services));
}

}  // namespace audmg::functions
