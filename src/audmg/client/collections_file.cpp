// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/collections_file.hpp"

#include "audmg/client/listing.hpp"
#include "audmg/client/private_file.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/core/id.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>
#include <utility>

namespace audmg::client {
namespace {

/// Writes the paths of the listed files that were exported.
Result<void> write_paths(Connection& drive, const ExportIndex& index, const Listing& listing,
                         json::Writer& json) {
  json.begin_array();
  AUDMG_CHECK(for_each_item(drive, listing, [&](const json::Value& item) -> Result<bool> {
    if (const auto path = index.find(text_member(item, "fileId"))) json.value(*path);
    return true;
  }));
  json.end_array();
  return {};
}

Result<void> write_collection(Connection& drive, const ExportIndex& index,
                              const json::Value& collection, json::Writer& json) {
  const std::string id = text_member(collection, "collectionId");
  if (!is_uuid_text(id)) return fail(ErrorCode::corrupt, "a collection is not understood");
  json.begin_object();
  for (const char* name : {"title", "kind", "description", "createdAt"}) {
    const std::string text = text_member(collection, name);
    if (!text.empty()) json.field(name, text);
  }
  json.key("files");
  AUDMG_CHECK(write_paths(drive, index, {.path = "/collections/" + id + "/files"}, json));
  json.end_object();
  return {};
}

}  // namespace

Result<std::uint64_t> write_collections(Connection& drive, const ExportIndex& index,
                                        const std::filesystem::path& folder) {
  std::uint64_t count = 0;
  json::Writer json;
  json.begin_object().key("collections").begin_array();
  const auto add = [&](const json::Value& collection) -> Result<bool> {
    AUDMG_CHECK(write_collection(drive, index, collection, json));
    ++count;
    return true;
  };
  AUDMG_CHECK(for_each_item(drive, {.path = "/collections", .items = "collections"}, add));
  json.end_array().key("favorites");
  AUDMG_CHECK(write_paths(drive, index, {.parameters = {{"favorite", "true"}}}, json));
  json.end_object();
  AUDMG_CHECK(replace_private_file(folder / "collections.json", json.text() + "\n"));
  return count;
}

}  // namespace audmg::client
