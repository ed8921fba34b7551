// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/notification/event_hub.hpp"

namespace audmg::functions {
namespace {

/// A deletion whose outcome is unknown has happened when the collection is gone.
bool is_gone(const database::Collection& collection, const OrganiseServices& services) {
  const auto found = services.collections.find_collection(collection.owner, collection.id);
  return found && !*found;
}

}  // namespace

Response delete_collection(const http::Principal& caller, const http::Request& request,
                           const OrganiseServices& services) {
  AUDMG_TRY(const database::Collection collection,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  const auto announce_files = [&](std::span<const database::File> files) {
    return announce_change(kFileChanged, files, services);
  };
  const auto deleted = services.collections.delete_collection(
      collection.owner, collection.id, announce_files,
      announce_collection(kCollectionDeleted, collection.owner, collection.id, services));
  if (!deleted && deleted.error().code == ErrorCode::not_found) return refuse(not_found());
  const bool unknown = !deleted && deleted.error().code == ErrorCode::unknown_outcome;
  if (!deleted && !(unknown && is_gone(collection, services))) {
    return std::unexpected(deleted.error());
  }
  services.event_hub.wake(collection.owner);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions
