// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <optional>
#include <string>

namespace audmg::media {

/// Returns a HEIC or AVIF that our decoder reads and that shows the same, for one that is sound but
/// that it does not read: one whose "meta" box extends to the end of the file by its size 0, or one
/// that has a sequence of pictures but no still picture, of which it shows the first frame. Returns
/// nullopt for all others, and for those too large to be held in memory. Errors: those of reading.
[[nodiscard]] Result<std::optional<std::string>> repaired_heif(storage::ObjectReader& file);

}  // namespace audmg::media
