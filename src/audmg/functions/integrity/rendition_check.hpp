// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>

namespace audmg::functions {

/// Removes from the record the renditions whose objects are missing or have another size; returns
/// their number. Reads no object. Errors: those of the object store.
[[nodiscard]] Result<std::size_t> drop_lost_renditions(media::MediaRecord& record,
                                                       storage::ObjectStore& objects);

/// Checks the renditions of a ready file without reading them and returns whether any is lost. If
/// so, and if files are processed here, the file is sent to be processed and the lost renditions
/// are made again. Call it only for a file whose original is not known to be damaged. Errors: those
/// of the stores.
[[nodiscard]] Result<bool> make_lost_renditions_again(const database::File& file,
                                                      const ObjectServices& services);

}  // namespace audmg::functions
