// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/trash/trash_changes.hpp"

#include <optional>

namespace audmg::functions {
namespace {

Outcome<bool> read_permanent(const http::Request& request) {
  const auto text = request.query.find("permanent");
  if (!text || *text == "false") return false;
  if (*text == "true") return true;
  return refuse(invalid_field("permanent", "invalid", "One of true, false."));
}

/// A file in the trash can still be deleted for good.
Result<bool> delete_now(const UserId& owner, const FileId& id, const FileServices& services) {
  AUDMG_TRY(const auto file, services.files.find_file(owner, id));
  if (!file || is_doomed(*file)) return false;
  return delete_for_good(*file, services);
}

}  // namespace

Response delete_file(const http::Principal& caller, const http::Request& request,
                     const FileServices& services) {
  AUDMG_TRY(const bool permanent, read_permanent(request));
  const auto id = FileId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  const bool has_trash = services.policies.trash_retention.count() > 0;
  AUDMG_TRY(const bool deleted, permanent || !has_trash ? delete_now(caller.user, *id, services)
                                                        : put_in_trash(caller.user, *id, services));
  if (!deleted) return refuse(not_found());
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
