// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/adapters/filesystem/store_folder.hpp"
#include "audmg/storage/multipart_uploads.hpp"

#include <vector>

namespace audmg::storage::filesystem {

/// Carries out MultipartUploads::list_multipart_uploads(). Reads the header of every index, because
/// uploads are stored by id: fit for few uploads or rare calls.
[[nodiscard]] Result<std::vector<UnfinishedUpload>> list_uploads(const StoreFolder& folder,
                                                                 const ListUploadsRequest& request);

}  // namespace audmg::storage::filesystem
