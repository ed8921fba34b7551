// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/collections/collection_fields.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/idempotent_call.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/notification/event_hub.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Outcome<database::Collection> read_collection(const http::Principal& caller,
                                              const http::Request& request, TimePoint now) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const auto title = read_title(fields);
  if (!title && !fields.rejected("title")) {
    fields.reject("title", "missing", "This field is required.");
  }
  const std::string kind_text = fields.required_string("kind");
  const auto kind = database::parse_collection_kind(kind_text);
  if (!kind && !fields.rejected("kind")) {
    fields.reject("kind", "invalid", "One of album, playlist.");
  }
  const auto description = read_description(fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  return database::Collection{.id = CollectionId::make(now),
                              .owner = caller.user,
                              .title = *title,
                              .kind = *kind,
                              .description = description.value_or(""),
                              .created_at = now};
}

/// A collection whose outcome is unknown was added when it is there.
Outcome<void> add_or_find(const database::Collection& collection, IdempotentCall& call,
                          const OrganiseServices& services) {
  database::AddCollectionRequest request{
      .collection = collection,
      .outbox = announce_collection(kCollectionChanged, collection.owner, collection.id, services)};
  if (const auto* completion = call.completion(201)) request.completion = *completion;
  const auto added = services.collections.add_collection(request);
  if (added) return {};
  const ErrorCode code = added.error().code;
  if (code == ErrorCode::too_large) {
    return refuse({.status = 409,
                   .code = "too_many_collections",
                   .message = "You have as many collections as one may have. Delete one first."});
  }
  if (code == ErrorCode::not_found) return refuse(unauthorized());
  if (code == ErrorCode::unknown_outcome) {
    const auto found = services.collections.find_collection(collection.owner, collection.id);
    if (found && *found) return {};
  }
  return std::unexpected(added.error());
}

}  // namespace

Response create_collection(const http::Principal& caller, const http::Request& request,
                           const OrganiseServices& services) {
  AUDMG_TRY(database::Collection collection,
            read_collection(caller, request, services.clock.now()));
  AUDMG_TRY(IdempotentCall call,
            IdempotentCall::begin(
                request, {"create_collection", caller.user.text()},
                {collection.title, to_string(collection.kind), collection.description}, services));
  if (call.is_replay()) {
    AUDMG_TRY(collection, find_own_collection(caller, call.resource_id(), services));
    AUDMG_TRY(http::Response response, collection_answer(call.status(), collection, services));
    return call.mark(std::move(response));
  }
  AUDMG_CHECK(add_or_find(collection, call, services));
  call.set_done();
  services.event_hub.wake(caller.user);
  return collection_answer(201, collection, services);
}

}  // namespace audmg::functions
