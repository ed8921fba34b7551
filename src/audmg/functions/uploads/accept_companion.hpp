// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/uploads/accept_object.hpp"
#include "audmg/http/request.hpp"

#include <string_view>

namespace audmg::functions {

/// Finds the picture that a companion is for. Problems: 404 when it is not the caller's; 400
/// validation_failed for `companionOf` when it is not a picture. Errors: those of the repository.
[[nodiscard]] Outcome<database::File> find_picture(const http::Principal& caller,
                                                   std::string_view id,
                                                   const LibraryServices& services);

/// Returns whether the picture has a companion with these bytes, safely stored; false as long as a
/// companion of it is known to be damaged. Errors: those of the object store.
[[nodiscard]] Result<bool> has_companion(const database::File& picture, std::string_view sha256,
                                         const ObjectServices& services);

/// Checks the stored bytes and makes them the picture's companion, in the place of one of the same
/// kind; returns the picture. The outcome is `duplicate` when the picture had the same bytes
/// already. The facts of a sidecar are taken in later; the picture keeps its status. Problems: 415
/// when they are not an acceptable companion; 404 when the session or the picture is gone; 413 when
/// the quota has no room. What becomes of a candidate that is refused, and errors: as
/// accept_object().
[[nodiscard]] Outcome<database::AddFileResult> accept_companion(const Candidate& candidate,
                                                                const FileId& picture,
                                                                const UploadServices& services);

}  // namespace audmg::functions
