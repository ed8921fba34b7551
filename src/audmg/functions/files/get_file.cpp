// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"

#include <string>

namespace audmg::functions {

Response get_file(const http::Principal& caller, const http::Request& request,
                  const LibraryServices& services) {
  AUDMG_TRY(const database::File file,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(http::Response response, file_answer(200, file, binding, services));
  return response;
}

}  // namespace audmg::functions
