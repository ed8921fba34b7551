// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/collections/collection_fields.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/revision.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/notification/event_hub.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace audmg::functions {
namespace {

/// The values that the patch sets.
struct CollectionPatch {
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  std::optional<FileId> cover{};
};

Outcome<FileId> read_cover(const http::Principal& caller, const std::string& text,
                           const OrganiseServices& services) {
  auto file = find_own_file(caller, text, services);
  if (file) return file->id;
  if (std::holds_alternative<Error>(file.error())) return std::unexpected(std::move(file).error());
  return refuse(invalid_field("coverFileId", "invalid", "This is no file of yours."));
}

Outcome<CollectionPatch> read_patch(const http::Principal& caller, const http::Request& request,
                                    const OrganiseServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse_patch(request));
  http::FieldReader fields(body);
  CollectionPatch patch{.title = read_title(fields), .description = read_description(fields)};
  if (body.has_null("title")) fields.reject("title", "missing", "A collection needs a title.");
  if (body.has_null("description")) patch.description = "";
  const auto cover = fields.optional_string("coverFileId");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  if (body.has_null("coverFileId")) patch.cover = FileId();
  if (cover) {
    AUDMG_TRY(patch.cover, read_cover(caller, *cover, services));
  }
  return patch;
}

/// Fields that a patch can change.
std::tuple<std::string, std::string, FileId> fields_of(const database::Collection& collection) {
  return {collection.title, collection.description, collection.cover};
}

bool apply(const CollectionPatch& patch, database::Collection& collection) {
  const auto former = fields_of(collection);
  if (patch.title) collection.title = *patch.title;
  if (patch.description) collection.description = *patch.description;
  if (patch.cover) collection.cover = *patch.cover;
  return former != fields_of(collection);
}

/// A change whose outcome is unknown has happened when the collection says what it was to say.
Result<database::Collection> read_back(const database::Collection& wanted, const Error& error,
                                       const OrganiseServices& services) {
  if (error.code != ErrorCode::unknown_outcome) return std::unexpected(error);
  auto found = services.collections.find_collection(wanted.owner, wanted.id);
  if (!found || !*found || fields_of(**found) != fields_of(wanted)) return std::unexpected(error);
  return **std::move(found);
}

Outcome<database::Collection> change(const database::Collection& found,
                                     const CollectionPatch& patch, const http::Request& request,
                                     const OrganiseServices& services) {
  database::Collection wanted = found;
  const auto apply_patch = [&](database::Collection& collection) -> Result<bool> {
    if (!matches_revision(request, collection.revision)) {
      return fail(ErrorCode::conflict, "the collection has another revision");
    }
    const bool changed = apply(patch, collection);
    wanted = collection;
    return changed;
  };
  auto changed = services.collections.change_collection(
      {.owner = found.owner,
       .id = found.id,
       .change = apply_patch,
       .outbox = announce_collection(kCollectionChanged, found.owner, found.id, services)});
  if (!changed) changed = read_back(wanted, changed.error(), services);
  if (changed) return *std::move(changed);
  if (changed.error().code == ErrorCode::conflict) return refuse(revision_mismatch());
  if (changed.error().code == ErrorCode::not_found) return refuse(not_found());
  return std::unexpected(std::move(changed).error());
}

}  // namespace

Response change_collection(const http::Principal& caller, const http::Request& request,
                           const OrganiseServices& services) {
  AUDMG_TRY(const database::Collection found,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const CollectionPatch patch, read_patch(caller, request, services));
  AUDMG_TRY(const database::Collection changed, change(found, patch, request, services));
  services.event_hub.wake(caller.user);
  return collection_answer(200, changed, services);
}

}  // namespace audmg::functions
