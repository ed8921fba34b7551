// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"

namespace audmg::functions {

Response get_collection(const http::Principal& caller, const http::Request& request,
                        const LibraryServices& services) {
  AUDMG_TRY(const database::Collection collection,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  return collection_answer(200, collection, services);
}

}  // namespace audmg::functions
