// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/renderer.hpp"

#include <vector>

namespace audmg::media::sandbox {

/// Matches a record, which a hostile child may have made up, with the files it wrote. Each
/// rendition must be one that the plan makes of this kind of file, named once, and the bytes of its
/// file must be of the recipe's format, so that nothing else is ever served as one. Sizes, recipes
/// and content types are taken from the file and the plan, whatever the record says. `files` are in
/// the order of output_names(). Errors: invalid_argument, with the reason, for the log.
[[nodiscard]] Result<Rendered> match_files(const RenderRequest& request, MediaRecord record,
                                           std::vector<Descriptor> files);

}  // namespace audmg::media::sandbox
