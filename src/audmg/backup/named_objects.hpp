// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/object_folder.hpp"
#include "audmg/database/file.hpp"

#include <vector>

namespace audmg::backup {

/// Returns the objects that a file's row names: first the original and its sidecar, if it was
/// written, then its companions with theirs, and the renditions. Only the original and the
/// companions have digests.
[[nodiscard]] std::vector<NamedObject> named_objects(const database::File& file);

}  // namespace audmg::backup
