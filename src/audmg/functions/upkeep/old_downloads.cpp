// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/old_downloads.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/storage/object_store.hpp"

#include <string>

namespace audmg::functions {

Result<std::size_t> delete_old_downloads(const std::stop_token& stop,
                                         const ObjectServices& services) {
  constexpr std::size_t kObjectsPerPage = 1000;
  std::size_t deleted = 0;
  std::string after;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const auto page,
              services.objects.list_objects({.prefix = std::string(kDownloadsPrefix),
                                             .start_after = after,
                                             .max_keys = kObjectsPerPage}));
    for (const storage::ObjectInfo& manifest : page) {
      if (manifest.last_modified + kDownloadLifetime > services.clock.now()) continue;
      AUDMG_CHECK(services.objects.delete_object(manifest.key));
      ++deleted;
    }
    if (page.size() < kObjectsPerPage) break;
    after = page.back().key;
  }
  return deleted;
}

}  // namespace audmg::functions
