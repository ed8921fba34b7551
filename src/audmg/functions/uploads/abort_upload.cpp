// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/step.hpp"
#include "audmg/functions/uploads/upload_session.hpp"

#include <utility>

namespace audmg::functions {
namespace {

Step<http::Response> abort(const http::Request& request, Services& services) {
  AUDMG_TRY(const database::Upload upload,
            find_own_upload(*request.principal, request.path_parameters.find("id").value_or(""),
                            services));
  if (auto dropped = drop_upload(upload, services); !dropped) {
    if (dropped.error().code == ErrorCode::conflict) return stop(upload_busy());
    return std::unexpected(std::move(dropped).error());
  }
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace

Result<http::Response> abort_upload(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, abort(request, services));
}

}  // namespace audmg::functions
