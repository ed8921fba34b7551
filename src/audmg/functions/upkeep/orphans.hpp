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
// they were not deleted on purpose either, alone or with their owner. Each function looks up the
// rows of all objects together, each row once, and returns the keys of the orphans among them.
// Errors: those of the repositories.

using FindOrphans = Result<std::vector<std::string>> (*)(std::span<const storage::ObjectInfo>,
                                                         const UploadServices&);

/// Finds orphans among objects under kOriginalsPrefix, and under kSidecarsPrefix: of those, the
/// ones whose original no row names.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_originals(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);
/// Finds orphans among objects under kRenditionsPrefix: those without a file, and those that their
/// file's record does not name, unless the file is being processed or its row cannot be read.
[[nodiscard]] Result<std::vector<std::string>> find_orphaned_renditions(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services);

/// Returns what the keys of all objects that hang on one row have in common: for the key of an
/// original or a sidecar the original's key, for that of a rendition the prefix of its file's.
[[nodiscard]] std::string row_of_object(const std::string& key);

}  // namespace audmg::functions
