// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace audmg::media {

struct RepairedHeif {
  std::string bytes{};
  /// Those from here on are not the file's: it was cut there, and they are 0.
  std::size_t sound_bytes = 0;
};

/// Returns a HEIC or AVIF that our decoder reads and that shows the same, for one that it does not
/// read: one whose "meta" box extends to the end of the file by its size 0, one that has a sequence
/// of pictures but no still picture, of which it shows the first frame, or one that was cut behind
/// "meta". Returns nullopt for all others, and for those too large to be held in memory. Errors:
/// those of reading.
[[nodiscard]] Result<std::optional<RepairedHeif>> repaired_heif(storage::ObjectReader& file);

}  // namespace audmg::media
