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

// Finds the objects that nothing is known to need: no row names them, no upload session will, and
// they were not deleted on purpose either. Each function looks at a page of objects in key order
// and returns the keys of the orphans among them. Errors: those of the repositories.

using FindOrphans = Result<std::vector<std::string>> (*)(std::span<const storage::ObjectInfo>,
                                                         const UploadServices&);

/// Finds orphans among objects under kOriginalsPrefix.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_originals(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);
/// Finds orphans among objects under kSidecarsPrefix: those whose original no row names.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_sidecars(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);
/// Finds orphans among objects under kRenditionsPrefix: those without a file, and those that their
/// file's record does not name, unless the file is being processed.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_renditions(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);

}  // namespace audmg::functions
