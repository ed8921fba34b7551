// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/step.hpp"

namespace audmg::functions {
namespace {

/// The row first: a crash between the two leaves an object that no row names, which the sweep
/// removes, and never a file without bytes.
Step<http::Response> remove(const http::Request& request, Services& services) {
  const auto id = FileId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return stop(not_found());
  AUDMG_TRY(const auto file, services.files.delete_file(request.principal->user, *id, {}));
  if (!file) return stop(not_found());
  AUDMG_CHECK(services.objects.delete_object(file->object_key));
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace

Result<http::Response> delete_file(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, remove(request, services));
}

}  // namespace audmg::functions
