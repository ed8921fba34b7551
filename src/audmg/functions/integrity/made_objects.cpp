// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/made_objects.hpp"

#include "audmg/functions/archives/manifest.hpp"
#include "audmg/library/catalogue_shelf.hpp"
#include "audmg/storage/object_store.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Result<void> delete_all(std::string prefix, const ObjectServices& services) {
  constexpr std::size_t kObjectsPerPage = 1000;
  std::string after;
  for (;;) {
    AUDMG_TRY(const auto page,
              services.objects.list_objects(
                  {.prefix = prefix, .start_after = after, .max_keys = kObjectsPerPage}));
    for (const storage::ObjectInfo& object : page) {
      AUDMG_CHECK(services.objects.delete_object(object.key));
    }
    if (page.size() < kObjectsPerPage) return {};
    after = page.back().key;
  }
}

}  // namespace

Result<void> delete_snapshots(const ObjectServices& services) {
  return delete_all(std::string(library::kSnapshotsPrefix), services);
}

Result<void> delete_made_objects(const UserId& owner, const ObjectServices& services) {
  AUDMG_CHECK(services.objects.delete_object(library::snapshot_key(owner)));
  return delete_all(std::string(kDownloadsPrefix) + owner.text() + '/', services);
}

}  // namespace audmg::functions
