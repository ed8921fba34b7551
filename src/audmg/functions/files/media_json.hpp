// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_links.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/lib/json/writer.hpp"

namespace audmg::functions {

/// The share of a file's facts that an answer has.
enum class FileDetail {
  listed,  ///< all but the long ones: lyrics, chapters
  whole,
};

/// Adds the facts of the file to the object under way, with its owner's edits over them, and, once
/// it was ready, signed URLs of its renditions. Errors: those of PresignedUrls; corrupt.
[[nodiscard]] Result<void> write_media(json::Writer& json, const database::File& file,
                                       FileDetail detail, FileLinks& links,
                                       const Policies& policies);

/// Adds only the signed URLs of the thumbnails, once the file was ready. Errors: as write_media().
[[nodiscard]] Result<void> write_thumbnails(json::Writer& json, const database::File& file,
                                            FileLinks& links, const Policies& policies);

}  // namespace audmg::functions
