// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/collections/collection_members.hpp"
#include "audmg/functions/file_ids.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

bool has_room(const database::File& file, const CollectionId& collection) {
  return file.collections.size() < database::kMaxCollectionsOfFile ||
         std::ranges::find(file.collections, collection) != file.collections.end();
}

/// Removes those that are not the owner's, or in the trash, or in too many collections, from the
/// files, and returns them.
Result<std::vector<FailedFile>> take_refused(const database::Collection& collection, FileIds& files,
                                             const OrganiseServices& services) {
  AUDMG_TRY(const auto rows, services.files.find_files(collection.owner, files.ids));
  std::set<FileId> known;
  std::set<FileId> full;
  for (const database::File& row : rows) {
    if (row.trashed_at) continue;
    (has_room(row, collection.id) ? known : full).insert(row.id);
  }
  std::vector<FailedFile> failed;
  for (const FileId& id : files.ids) {
    if (known.contains(id)) continue;
    failed.push_back(full.contains(id) ? FailedFile{id.text(), "too_many_collections"}
                                       : unknown_file(id.text()));
  }
  for (const std::string& text : files.malformed) failed.push_back(unknown_file(text));
  std::erase_if(files.ids, [&](const FileId& id) { return !known.contains(id); });
  return failed;
}

}  // namespace

Response add_collection_files(const http::Principal& caller, const http::Request& request,
                              const OrganiseServices& services) {
  AUDMG_TRY(const database::Collection collection,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  FileIds files = read_file_ids(fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_TRY(const auto failed, take_refused(collection, files, services));
  Result<std::size_t> added = 0;
  if (!files.ids.empty()) {
    added = services.collections.add_members(
        members_request(collection, std::move(files.ids), services));
  }
  json::Writer json;
  json.begin_object();
  write_failed(json, failed);
  return members_answer(std::move(json), "added", added, collection, services);
}

}  // namespace audmg::functions
