// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/collection.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/collections/collection_json.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/library/list_position.hpp"
#include "audmg/functions/library/page_limit.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr PageLimits kCollectionFilePages{.standard = 50, .most = 200};
constexpr std::size_t kMembersPerRound = 1000;

struct Member {
  database::File file;
  std::string position;
};

/// Adds those of the members whose files are not in the trash.
Result<void> add_shown(const UserId& owner, const std::vector<database::CollectionMember>& members,
                       std::vector<Member>& shown, const RecordServices& services) {
  std::vector<FileId> ids;
  ids.reserve(members.size());
  for (const database::CollectionMember& member : members) ids.push_back(member.file);
  AUDMG_TRY(const auto files, services.files.find_files(owner, ids));
  for (const database::CollectionMember& member : members) {
    const auto file = std::ranges::find(files, member.file, &database::File::id);
    if (file != files.end() && !file->trashed_at) shown.push_back({*file, member.position});
  }
  return {};
}

/// Returns at least `count` members behind a position, unless there are fewer. If some of the first
/// are in the trash, reads many members at once from there on, but only the files that are shown.
Result<std::vector<Member>> members_behind(std::string position, std::size_t count,
                                           const database::Collection& collection,
                                           const RecordServices& services) {
  std::vector<Member> shown;
  std::set<FileId> trashed;
  for (std::size_t limit = count;; limit = kMembersPerRound) {
    AUDMG_TRY(auto members, services.collections.list_members({.owner = collection.owner,
                                                               .collection = collection.id,
                                                               .after = position,
                                                               .limit = limit}));
    bool more = members.size() == limit;
    if (more) position = members.back().position;
    std::erase_if(members, [&](const auto& member) { return trashed.contains(member.file); });
    if (const std::size_t missing = count - shown.size(); members.size() > missing) {
      members.resize(missing);
      position = members.back().position;
      more = true;
    }
    AUDMG_CHECK(add_shown(collection.owner, members, shown, services));
    if (!more || shown.size() >= count) return shown;
    if (trashed.empty()) {
      AUDMG_TRY(const auto files, services.collections.list_trashed_members(collection.owner));
      trashed.insert(files.begin(), files.end());
    }
  }
}

}  // namespace

Response list_collection_files(const http::Principal& caller, const http::Request& request,
                               const LibraryServices& services) {
  AUDMG_TRY(const database::Collection collection,
            find_own_collection(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::size_t limit, read_limit(request.query, kCollectionFilePages));
  const List list{.purpose = "collection_files",
                  .owner = caller.user.text() + ' ' + collection.id.text()};
  AUDMG_TRY(std::string position,
            read_position(list, request.query.find("cursor"), services.signer));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  auto members = members_behind(std::move(position), limit + 1, collection, services);
  if (!members) {
    if (members.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(std::move(members).error());
  }
  const bool more = members->size() > limit;
  if (more) members->resize(limit);

  AUDMG_TRY(FileLinks links, FileLinks::begin(binding, services));
  json::Writer json;
  json.begin_object().key("files").begin_array();
  for (const Member& member : *members) {
    AUDMG_CHECK(write_file(json, member.file, FileDetail::listed, links, services.policies));
  }
  json.end_array();
  if (more) {
    json.field("nextCursor", seal_position(list, members->back().position, services.signer));
  }
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions
