// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/files/file_links.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

Response download(const http::Principal& caller, const http::Request& request,
                  const LibraryServices& services) {
  AUDMG_TRY(const database::File file,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  AUDMG_TRY(const std::string_view url, links.original(file, http::Disposition::attachment));
  http::Response response{.status = 302, .headers = {}, .body = {}};
  response.headers.add("Location", std::string(url));
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace audmg::functions
