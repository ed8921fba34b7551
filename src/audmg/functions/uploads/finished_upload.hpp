// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"

#include <optional>
#include <string_view>

namespace audmg::functions {

// A client that lost the answer to its completion asks again, and the session is gone by then. A
// file names the object that its session had; of a session whose bytes were there already, a note
// is kept for a day.

/// Notes which file the session ended with, because that file names another object. A failure is
/// logged.
void remember_finished_upload(const UserId& owner, const UploadId& upload, const FileId& file,
                              const UploadServices& services);

/// Returns the owner's file that the session with this id (text) ended with; nothing when there was
/// no such session or the file is gone. Errors: those of the repositories.
[[nodiscard]] Result<std::optional<database::File>> find_finished_upload(
    const UserId& owner, std::string_view upload, const UploadServices& services);

}  // namespace audmg::functions
