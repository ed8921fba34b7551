// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/object_store.hpp"

#include <vector>

namespace audmg::storage::filesystem {

/// ObjectStore::list_objects() over the folder tree. Holds at most `max_keys` names per level of
/// folders, however many objects there are.
[[nodiscard]] Result<std::vector<ObjectInfo>> list_folder_tree(const StoreFolder& folder,
                                                               const ListObjectsRequest& request);

}  // namespace audmg::storage::filesystem
