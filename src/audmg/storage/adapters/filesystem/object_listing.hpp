// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/object_store.hpp"

#include <sys/stat.h>

#include <string>
#include <vector>

namespace audmg::storage::filesystem {

/// An object's file.
struct ListedFile {
  std::string key;
  struct stat status{};
};

/// Lists the objects below the folder `name` in `parent` as ObjectStore::list_objects() describes.
/// Holds at most `max_keys` names per level of folders, however many objects there are. Errors:
/// unavailable, internal.
[[nodiscard]] Result<std::vector<ListedFile>> list_files(const StoreFolder& folder, int parent,
                                                         const std::string& name,
                                                         const ListObjectsRequest& request);

}  // namespace audmg::storage::filesystem
