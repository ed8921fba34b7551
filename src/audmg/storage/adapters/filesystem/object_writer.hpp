// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/filesystem/descriptor_cache.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/object_store.hpp"

#include <memory>

namespace audmg::storage::filesystem {

/// Returns a writer that collects the object in tmp/ and publishes it on commit().
[[nodiscard]] Result<std::unique_ptr<ObjectWriter>> make_object_writer(
    const PutObjectRequest& request, const std::shared_ptr<StoreFolder>& folder,
    const std::shared_ptr<DescriptorCache>& cache);

}  // namespace audmg::storage::filesystem
