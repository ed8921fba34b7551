// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/step.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Step<http::Response> redirect(const http::Request& request, Services& services) {
  const http::Principal& principal = *request.principal;
  AUDMG_TRY(const database::File file,
            find_own_file(principal, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string binding, url_binding(principal, services));
  AUDMG_TRY(std::string url, download_url(file, binding, services));
  http::Response response{.status = 302, .headers = {}, .body = {}};
  response.headers.add("Location", std::move(url));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace

Result<http::Response> download(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, redirect(request, services));
}

}  // namespace audmg::functions
