// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/files/rendition_names.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/media/record/record_json.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

Outcome<std::string> read_name(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  std::string name = fields.required_string("name");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return name;
}

bool is_there(const database::File& file, std::string_view name) {
  const auto record = media::record_from_json(file.media_record);
  return record && has_rendition(*record, name);
}

http::Problem unknown_form(const std::vector<std::string_view>& forms) {
  std::string message = forms.empty() ? "No form of such a file is made here."
                                      : "The forms of such a file that are made here:";
  for (const std::string_view& form : forms) {
    message.append(&form == &forms.front() ? " " : ", ").append(form);
  }
  if (!forms.empty()) message += '.';
  return invalid_field("name", "invalid", std::move(message));
}

}  // namespace

Response request_rendition(const http::Principal& caller, const http::Request& request,
                           const LibraryServices& services) {
  AUDMG_TRY(const database::File found,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::string name, read_name(request));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  if (is_there(found, name)) {
    AUDMG_TRY(http::Response response, file_answer(200, found, binding, services));
    return response;
  }
  if (!services.policies.process_media) return refuse(media_off());
  const auto forms = forms_for(found.kind, services.policies.rendition_plan);
  if (std::ranges::find(forms, name) == forms.end()) return refuse(unknown_form(forms));
  if (found.status == database::FileStatus::failed) {
    return refuse({.status = 409,
                   .code = "file_failed",
                   .message = "The file could not be decoded, so no form of it can be made."});
  }
  const TimePoint now = services.clock.now();
  auto asked = services.processing.ask_rendition(
      {.owner = found.owner,
       .id = found.id,
       .name = name,
       .now = now,
       .stale_before = now - attempt_lease(found),
       .outbox = {.messages = {processing_message(
                      {.owner = found.owner, .file = found.id, .rendition = name}, now,
                      media_order(found))},
                  .events = {}}});
  if (!asked) {
    if (asked.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(std::move(asked).error());
  }
  // It may have been made since the file was read.
  AUDMG_TRY(http::Response response,
            file_answer(is_there(*asked, name) ? 200 : 202, *asked, binding, services));
  return response;
}

}  // namespace audmg::functions
