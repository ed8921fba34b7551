// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

Response get_file(const http::Principal& caller, const http::Request& request,
                  const LibraryServices& services) {
  AUDMG_TRY(const database::File file,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  json::Writer json;
  AUDMG_CHECK(write_file(json, file, FileDetail::whole, binding, services));
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
