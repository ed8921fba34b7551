// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/chosen_files.hpp"

#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/http/target.hpp"
#include "audmg/library/catalogues.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

namespace audmg::functions {
namespace {

http::Problem too_many_files(std::string_view field) {
  return invalid_field(field, "too_long",
                       "A download has at most " + std::to_string(kMaxDownloadedFiles) + " files.");
}

Outcome<std::vector<FileId>> read_file_ids(const json::Value& value) {
  const json::Array* array = value.as_array();
  if (array == nullptr) return refuse(invalid_field("fileIds", "wrong_type", "A list of ids."));
  if (array->empty() || array->size() > kMaxNamedFiles) {
    return refuse(invalid_field("fileIds", array->empty() ? "too_short" : "too_long",
                                "From 1 to " + std::to_string(kMaxNamedFiles) + " ids."));
  }
  std::vector<FileId> ids;
  std::unordered_set<std::string> seen;
  for (const json::Value& element : *array) {
    const std::string* text = element.as_string();
    if (text == nullptr) {
      return refuse(invalid_field("fileIds", "wrong_type", "Each id is a text."));
    }
    auto id = FileId::parse(*text);
    if (!id) return refuse(not_found());
    if (seen.insert(*text).second) ids.push_back(*std::move(id));
  }
  return ids;
}

Outcome<ListingRequest> read_query(const UserId& owner, const std::string& query) {
  const std::string target = "/?" + query;
  const auto parsed = http::parse_target(target);
  if (!parsed || parsed->query.find("cursor") || parsed->query.find("limit")) {
    return refuse(invalid_field(
        "query", "invalid",
        "Parameters of GET /retrieve as in its URL, without limit and cursor: q=beach&year=2019"));
  }
  constexpr PageLimits kAll{.standard = kMaxDownloadedFiles, .most = kMaxDownloadedFiles};
  return read_listing_request(owner, parsed->query, kAll);
}

Outcome<std::vector<FileId>> found_files(const ListingRequest& request,
                                         const LibraryServices& services) {
  AUDMG_TRY(const library::OpenCatalogue catalogue, services.catalogues.open(request.owner));
  AUDMG_TRY(const catalogue::Listing listing, list_page(catalogue, request, services));
  if (listing.more) return refuse(too_many_files("query"));
  std::vector<FileId> files;
  files.reserve(listing.files.size());
  for (const catalogue::Listed& file : listing.files) files.push_back(file.id);
  return files;
}

Outcome<std::vector<FileId>> members_of(const UserId& owner, const CollectionId& collection,
                                        const LibraryServices& services) {
  constexpr std::size_t kMembersPerPage = 1000;
  AUDMG_TRY(const auto found, services.collections.find_collection(owner, collection));
  if (!found) return refuse(not_found());
  std::vector<FileId> files;
  std::string after;
  while (files.size() <= kMaxDownloadedFiles) {
    AUDMG_TRY(
        const auto page,
        services.collections.list_members(
            {.owner = owner, .collection = collection, .after = after, .limit = kMembersPerPage}));
    for (const database::CollectionMember& member : page) files.push_back(member.file);
    if (page.size() < kMembersPerPage) break;
    after = page.back().position;
  }
  return files;
}

}  // namespace

Outcome<Choice> read_choice(const UserId& owner, const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const auto collection = fields.optional_string("collection");
  const auto query = fields.optional_string("query");
  const bool with_sidecars = fields.optional_bool("sidecars").value_or(false);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  Choice choice{.with_sidecars = with_sidecars};
  const json::Value* file_ids = body.object().find("fileIds");
  const bool has_ids = file_ids != nullptr && !file_ids->is_null();
  const int ways = int{has_ids} + int{collection.has_value()} + int{query.has_value()};
  if (ways != 1) {
    return refuse(invalid_field("fileIds", ways == 0 ? "missing" : "invalid",
                                "One of fileIds, collection and query."));
  }
  if (has_ids) {
    AUDMG_TRY(choice.files, read_file_ids(*file_ids));
  } else if (query) {
    AUDMG_TRY(choice.listing, read_query(owner, *query));
  } else {
    choice.collection = CollectionId::parse(*collection);
    if (!choice.collection) return refuse(not_found());
  }
  return choice;
}

Outcome<std::vector<FileId>> chosen_files(const UserId& owner, const Choice& choice,
                                          const LibraryServices& services) {
  if (choice.listing) return found_files(*choice.listing, services);
  if (!choice.collection) return choice.files;
  AUDMG_TRY(auto files, members_of(owner, *choice.collection, services));
  if (files.size() > kMaxDownloadedFiles) return refuse(too_many_files("collection"));
  return files;
}

}  // namespace audmg::functions
