// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/prepare_catalogues.hpp"

#include "audmg/core/id.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/library/catalogues.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {
namespace {

Result<void> delete_abandoned(const std::stop_token& stop, const Services& services) {
  constexpr std::size_t kObjectsPerPage = 1000;
  std::string after;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const auto page,
              services.objects.list_objects({.prefix = std::string(library::kSnapshotsPrefix),
                                             .start_after = after,
                                             .max_keys = kObjectsPerPage}));
    for (const storage::ObjectInfo& snapshot : page) {
      const auto owner =
          UserId::parse(std::string_view(snapshot.key).substr(library::kSnapshotsPrefix.size()));
      if (!owner) continue;
      AUDMG_TRY(const auto user, services.users.find_user(*owner));
      if (!user) AUDMG_CHECK(services.objects.delete_object(snapshot.key));
    }
    if (page.size() < kObjectsPerPage) break;
    after = page.back().key;
  }
  return {};
}

}  // namespace

Result<bool> prepare_catalogues(const std::stop_token& stop, const Services& services) {
  constexpr std::size_t kUsersPerPage = 100;
  AUDMG_CHECK(delete_abandoned(stop, services));
  UserId after;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const auto users, services.users.list_users(after, kUsersPerPage));
    if (users.empty()) return true;
    for (const database::User& user : users) {
      after = user.id;
      if (stop.stop_requested()) return false;
      const auto prepared = services.catalogues.prepare(user.id, stop);
      if (prepared) continue;
      if (stop.stop_requested()) return false;
      // One owner's rows must not keep the others waiting.
      services.logger.log(telemetry::Level::warning, "catalogue_not_prepared",
                          {{"userId", std::string_view(user.id.text())},
                           {"error", std::string_view(prepared.error().message)}});
    }
  }
  return false;
}

}  // namespace audmg::functions
