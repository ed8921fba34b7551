// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/collections/collection_json.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/revision.hpp"

#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kRowsPerPage = 1000;

}  // namespace

Outcome<database::Collection> find_own_collection(const http::Principal& caller,
                                                  std::string_view text,
                                                  const RecordServices& services) {
  const auto id = CollectionId::parse(text);
  if (!id) return refuse(not_found());
  AUDMG_TRY(auto collection, services.collections.find_collection(caller.user, *id));
  if (!collection) return refuse(not_found());
  return *std::move(collection);
}

Result<CollectionWriter> CollectionWriter::make(const UserId& owner,
                                                const RecordServices& services) {
  CollectionWriter writer(services);
  AUDMG_TRY(const auto trashed, services.collections.list_trashed_members(owner));
  writer.trashed_.insert(trashed.begin(), trashed.end());
  return writer;
}

Result<CollectionWriter::Contents> CollectionWriter::look_into(
    const database::Collection& collection) const {
  Contents contents;
  database::ListMembersRequest page{
      .owner = collection.owner, .collection = collection.id, .limit = kRowsPerPage};
  for (;;) {
    AUDMG_TRY(const auto members, services_.collections.list_members(page));
    for (const database::CollectionMember& member : members) {
      if (trashed_.contains(member.file)) continue;
      if (contents.count++ == 0 || member.file == collection.cover) contents.cover = member.file;
    }
    if (members.size() < page.limit) return contents;
    page.after = members.back().position;
  }
}

Result<void> CollectionWriter::write(json::Writer& json,
                                     const database::Collection& collection) const {
  AUDMG_TRY(const Contents contents, look_into(collection));
  json.begin_object()
      .field("collectionId", collection.id.text())
      .field("title", collection.title)
      .field("kind", to_string(collection.kind));
  if (!collection.description.empty()) json.field("description", collection.description);
  json.field("count", contents.count);
  if (!contents.cover.empty()) json.field("coverFileId", contents.cover.text());
  json.field("createdAt", format_rfc3339(collection.created_at))
      .field("revision", collection.revision)
      .end_object();
  return {};
}

Outcome<http::Response> collection_answer(int status, const database::Collection& collection,
                                          const RecordServices& services) {
  AUDMG_TRY(const CollectionWriter writer, CollectionWriter::make(collection.owner, services));
  json::Writer json;
  if (const auto written = writer.write(json, collection); !written) {
    if (written.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(written.error());
  }
  http::Response response = http::json_response(status, std::move(json).take());
  response.headers.add("ETag", revision_etag(collection.revision));
  return response;
}

}  // namespace audmg::functions
