// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/collections/collection_members.hpp"

#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/notification/event_hub.hpp"

#include <span>
#include <utility>

namespace audmg::functions {

database::ChangeMembersRequest members_request(const database::Collection& collection,
                                               std::vector<FileId> files,
                                               const OrganiseServices& services) {
  return {.owner = collection.owner,
          .collection = collection.id,
          .files = std::move(files),
          .announce = [&services, id = collection.id](std::span<const database::File> members) {
            return announce_members(members, id, services);
          }};
}

Outcome<http::Response> members_answer(json::Writer json, std::string_view name,
                                       const Result<std::size_t>& changed,
                                       const database::Collection& collection,
                                       const OrganiseServices& services) {
  if (!changed) {
    if (changed.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(changed.error());
  }
  services.event_hub.wake(collection.owner);
  AUDMG_TRY(const auto now, services.collections.find_collection(collection.owner, collection.id));
  if (!now) return refuse(not_found());
  AUDMG_TRY(const CollectionWriter writer, CollectionWriter::make(collection.owner, services));
  json.field(name, *changed).key("collection");
  if (const auto written = writer.write(json, *now); !written) {
    if (written.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(written.error());
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
