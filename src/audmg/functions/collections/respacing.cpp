// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/collections/respacing.hpp"

#include "audmg/core/order_key.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/functions/collections/collection_members.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

/// The members whose positions begin alike, and the one that follows them.
struct Crowd {
  std::vector<FileId> files;
  FileId next;  ///< empty: they are the last ones
};

Result<Crowd> find_crowd(const database::Collection& collection, std::string_view beginning,
                         const OrganiseServices& services) {
  AUDMG_TRY(const auto members,
            services.collections.list_members({.owner = collection.owner,
                                               .collection = collection.id,
                                               .after = std::string(beginning),
                                               .limit = database::kMaxChangedFiles + 1}));
  Crowd crowd;
  for (const database::CollectionMember& member : members) {
    if (!member.position.starts_with(beginning)) {
      crowd.next = member.file;
      break;
    }
    crowd.files.push_back(member.file);
  }
  return crowd;
}

Result<void> respace(const database::Collection& collection, std::string_view position,
                     const OrganiseServices& services) {
  for (std::size_t length = kCrowdedBeginning; length < position.size(); ++length) {
    AUDMG_TRY(Crowd crowd, find_crowd(collection, position.substr(0, length), services));
    // Too many for one request: those nearest to the place are fewer.
    if (crowd.files.size() > database::kMaxChangedFiles) continue;
    if (crowd.files.empty()) return {};
    AUDMG_TRY([[maybe_unused]] const auto moved,
              services.collections.move_members(
                  {.members = members_request(collection, std::move(crowd.files), services),
                   .before = crowd.next}));
    return {};
  }
  return {};
}

}  // namespace

/// Moving members to where they are gives them the shortest positions that there are between their
/// neighbors, which begin otherwise.
void respace_members(const database::Collection& collection, std::string_view position,
                     const OrganiseServices& services, std::size_t longest) {
  if (position.size() <= longest) return;
  if (const auto done = respace(collection, position, services); !done) {
    services.logger.log(telemetry::Level::warning, "members_not_respaced",
                        {{"collectionId", std::string_view(collection.id.text())},
                         {"error", std::string_view(done.error().message)}});
  }
}

}  // namespace audmg::functions
