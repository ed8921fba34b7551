// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/collections/collection_members.hpp"
#include "audmg/functions/file_ids.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <utility>

namespace audmg::functions {

Response remove_collection_files(const http::Principal& caller, const http::Request& request,
                                 const OrganiseServices& services) {
  AUDMG_TRY(const database::Collection collection,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  FileIds files = read_file_ids(fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  Result<std::size_t> removed = 0;
  if (!files.ids.empty()) {
    removed = services.collections.remove_members(
        members_request(collection, std::move(files.ids), services));
  }
  json::Writer json;
  json.begin_object();
  return members_answer(std::move(json), "removed", removed, collection, services);
}

}  // namespace audmg::functions
