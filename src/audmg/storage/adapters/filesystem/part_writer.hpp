// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/adapters/filesystem/upload_session.hpp"
#include "audmg/storage/object_store.hpp"

#include <memory>

namespace audmg::storage::filesystem {

/// Makes the caller the newest writer of the part. Errors: as MultipartUploads::upload_part().
[[nodiscard]] Result<std::unique_ptr<ObjectWriter>> make_part_writer(
    const std::shared_ptr<UploadSession>& session, int part_number);

}  // namespace audmg::storage::filesystem
