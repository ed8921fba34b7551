// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/functions/edits/edit_announcement.hpp"
#include "audmg/functions/edits/file_patch.hpp"
#include "audmg/functions/file_ids.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/notification/event_hub.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

std::string_view code_of(const Error& error) {
  if (error.code == ErrorCode::not_found) return "not_found";
  if (error.code == ErrorCode::invalid_argument) return "validation_failed";
  return "internal";
}

std::string answer_of(const std::vector<database::ChangedFile>& outcomes,
                      std::vector<std::string> malformed) {
  std::vector<FailedFile> failed;
  json::Writer json;
  json.begin_object().key("revisions").begin_object();
  for (const database::ChangedFile& outcome : outcomes) {
    if (outcome.file) {
      json.field(outcome.id.text(), outcome.file->revision);
    } else {
      failed.push_back({outcome.id.text(), code_of(outcome.file.error())});
    }
  }
  json.end_object();
  for (std::string& text : malformed) failed.push_back(unknown_file(std::move(text)));
  write_failed(json, failed);
  json.end_object();
  return std::move(json).take();
}

}  // namespace

Response change_files(const http::Principal& caller, const http::Request& request,
                      const OrganiseServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_patch(request));
  http::FieldReader fields(body);
  FileIds files = read_file_ids(fields);
  const json::Value* const changes = fields.required_object("patch");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_TRY(FilePatch patch, FilePatch::read(*changes));

  const auto announce_files = [&](std::span<const database::File> changed) {
    return announce_edit(patch, changed, services);
  };
  AUDMG_TRY(const auto outcomes,
            services.changes.change_files(
                {.owner = caller.user,
                 .files = std::move(files.ids),
                 .change = [&](database::File& file) { return patch.apply(file); },
                 .announce = announce_files}));
  services.event_hub.wake(caller.user);
  return http::json_response(200, answer_of(outcomes, std::move(files.malformed)));
}

}  // namespace audmg::functions
