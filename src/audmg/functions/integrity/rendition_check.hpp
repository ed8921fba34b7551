// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>

namespace audmg::functions {

/// Removes from the record the renditions whose objects are missing or have another size; returns
/// how many these are. Reads no object. Errors: those of the object store.
[[nodiscard]] Result<std::size_t> drop_lost_renditions(media::MediaRecord& record,
                                                       storage::ObjectStore& objects);

/// Looks at the renditions of a ready file and returns whether any is lost. Then the file is sent
/// to be processed, where files are, and what it lacks is made again. Call it only for a file whose
/// original is not known to be damaged. Errors: those of the stores.
[[nodiscard]] Result<bool> make_lost_renditions_again(const database::File& file,
                                                      Services& services);

}  // namespace audmg::functions
