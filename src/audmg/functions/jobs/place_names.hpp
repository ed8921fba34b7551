// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/places/gazetteer.hpp"

namespace audmg::functions {

/// Names the coordinates in the record and those that the owner of `file` has set, in place of
/// names that the record has: only this program says them, never a file. Without a gazetteer there
/// are none. A record that would be too long then keeps only the names that are shown.
void name_places(media::MediaRecord& record, const database::File& file,
                 const places::Gazetteer* gazetteer);

/// Names the coordinates that the owner of a ready file has set since its record was made, and
/// tells the owner's pages. `file` is as it was read just now. Errors: unavailable, out_of_space,
/// internal.
[[nodiscard]] Result<void> name_edited_place(const database::File& file,
                                             const RenderingServices& services);

}  // namespace audmg::functions
