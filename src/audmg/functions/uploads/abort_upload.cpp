// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/uploads/upload_session.hpp"

#include <utility>

namespace audmg::functions {

Response abort_upload(const http::Principal& caller, const http::Request& request,
                      const UploadServices& services) {
  AUDMG_TRY(const database::Upload upload,
            find_own_upload(caller, request.path_parameters.find("id").value_or(""), services));
  if (auto dropped = drop_upload(upload, services); !dropped) {
    if (dropped.error().code == ErrorCode::conflict) return refuse(upload_busy());
    return std::unexpected(std::move(dropped).error());
  }
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
