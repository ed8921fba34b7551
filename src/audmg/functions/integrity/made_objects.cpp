// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/made_objects.hpp"

#include "audmg/functions/archives/manifest.hpp"
#include "audmg/library/catalogue_shelf.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::functions {
namespace {

Result<void> delete_all(std::string_view prefix, const ObjectServices& services) {
  for (;;) {
    AUDMG_TRY(const std::size_t deleted, services.objects.delete_objects(prefix));
    if (deleted == 0) return {};
  }
}

}  // namespace

Result<void> delete_snapshots(const ObjectServices& services) {
  return delete_all(library::kSnapshotsPrefix, services);
}

Result<void> delete_made_objects(const UserId& owner, const ObjectServices& services) {
  AUDMG_CHECK(services.objects.delete_object(library::snapshot_key(owner)));
  return delete_all(std::string(kDownloadsPrefix) + owner.text() + '/', services);
}

}  // namespace audmg::functions
