// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/edits/edit_announcement.hpp"
#include "audmg/functions/edits/file_patch.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/revision.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/notification/event_hub.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// A change whose outcome is unknown has happened when the row says what it was to say.
Result<database::File> read_back(const database::File& wanted, const Error& error,
                                 const OrganiseServices& services) {
  if (error.code != ErrorCode::unknown_outcome) return std::unexpected(error);
  auto found = services.files.find_file(wanted.owner, wanted.id);
  if (!found || !*found || (**found).name != wanted.name || (**found).edits != wanted.edits) {
    return std::unexpected(error);
  }
  return **std::move(found);
}

Outcome<database::File> change(const database::File& found, FilePatch& patch,
                               const http::Request& request, const OrganiseServices& services) {
  database::File wanted = found;
  const auto apply = [&](database::File& file) -> Result<bool> {
    if (!matches_revision(request, file.revision)) {
      return fail(ErrorCode::conflict, "the file has another revision");
    }
    AUDMG_TRY(const bool changed, patch.apply(file));
    wanted = file;
    return changed;
  };
  const auto announce_files = [&](std::span<const database::File> files) {
    return announce_edit(patch, files, services);
  };
  const auto outcomes = services.changes.change_files(
      {.owner = found.owner, .files = {found.id}, .change = apply, .announce = announce_files});
  auto file = outcomes ? outcomes->at(0).file : read_back(wanted, outcomes.error(), services);
  if (file) return *std::move(file);
  const ErrorCode code = file.error().code;
  if (code == ErrorCode::not_found) return refuse(not_found());
  if (code == ErrorCode::conflict) return refuse(revision_mismatch());
  if (code == ErrorCode::invalid_argument) return refuse(invalid_patch(patch.faults()));
  return std::unexpected(std::move(file).error());
}

}  // namespace

Response change_file(const http::Principal& caller, const http::Request& request,
                     const OrganiseServices& services) {
  AUDMG_TRY(const database::File found,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_patch(request));
  AUDMG_TRY(FilePatch patch, FilePatch::read(body.object()));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(const database::File file, change(found, patch, request, services));
  services.event_hub.wake(file.owner);
  AUDMG_TRY(http::Response response, file_answer(200, file, binding, services));
  return response;
}

}  // namespace audmg::functions
