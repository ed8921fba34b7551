// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/collections/collection_members.hpp"
#include "audmg/functions/collections/respacing.hpp"
#include "audmg/functions/file_ids.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

http::Problem not_a_member() {
  return invalid_field("before", "invalid", "This file is not in the collection.");
}

Result<std::size_t> count_of(const Result<database::MovedMembers>& moved) {
  if (!moved) return std::unexpected(moved.error());
  return moved->count;
}

}  // namespace

Response order_collection(const http::Principal& caller, const http::Request& request,
                          const OrganiseServices& services) {
  AUDMG_TRY(const database::Collection collection,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  FileIds files = read_file_ids(fields);
  const auto before_text = fields.optional_string("before");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  const auto before = before_text ? FileId::parse(*before_text) : FileId();
  if (!before) return refuse(not_a_member());
  Result<database::MovedMembers> moved;
  if (!files.ids.empty()) {
    moved = services.collections.move_members(
        {.members = members_request(collection, std::move(files.ids), services),
         .before = *before});
  }
  if (!moved && moved.error().code == ErrorCode::invalid_argument) return refuse(not_a_member());
  if (moved) respace_members(collection, moved->longest_position, services);
  json::Writer json;
  json.begin_object();
  return members_answer(std::move(json), "moved", count_of(moved), collection, services);
}

}  // namespace audmg::functions
