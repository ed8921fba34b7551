// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/functions/file_ids.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/trash/restoring.hpp"
#include "audmg/functions/trash/trash_changes.hpp"
#include "audmg/functions/trash/trash_order.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/lib/json/writer.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

namespace audmg::functions {
namespace {

http::Response restored_answer(int status, std::size_t restored) {
  json::Writer json;
  json.begin_object().field("restored", restored).end_object();
  return http::json_response(status, std::move(json).take());
}

Response restore_all(const UserId& owner, const FileServices& services) {
  const TrashOrder order{.owner = owner,
                         .action = TrashAction::restore,
                         .trashed_before = services.clock.now() + std::chrono::milliseconds(1)};
  AUDMG_TRY(const TrashProgress progress, begin_trash_order(order, kMaxFilesAtOnce, services));
  if (!progress.finished) AUDMG_CHECK(note_restoring(owner, order.trashed_before, services));
  return restored_answer(progress.finished ? 200 : 202, progress.changed);
}

}  // namespace

Response restore_trash(const http::Principal& caller, const http::Request& request,
                       const FileServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const bool all = fields.optional_bool("all").value_or(false);
  const FileIds files = all ? FileIds{} : read_file_ids(fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  if (all) return restore_all(caller.user, services);
  AUDMG_TRY(const std::size_t restored, restore_from_trash(caller.user, files.ids, services));
  return restored_answer(200, restored);
}

}  // namespace audmg::functions
