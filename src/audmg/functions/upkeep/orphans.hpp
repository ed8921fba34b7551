// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/storage/object_store.hpp"

#include <span>
#include <string>
#include <vector>

namespace audmg::functions {

// Which objects nothing is known to need: no row names them, no upload session will, and they were
// not deleted on purpose either. Each looks at a page of objects in key order and returns the keys
// of the orphans among them. Errors: those of the repositories.

using FindOrphans = Result<std::vector<std::string>> (*)(std::span<const storage::ObjectInfo>,
                                                         const UploadServices&);

/// Of objects under kOriginalsPrefix.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_originals(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);
/// Of objects under kSidecarsPrefix: those whose original no row names.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_sidecars(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);
/// Of objects under kRenditionsPrefix: those of no file, and those that their file's record does
/// not name, unless it is being processed.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_renditions(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);

}  // namespace audmg::functions
