// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"

namespace audmg::functions {

/// Makes the renditions of a ready file that are made later (LackingRenditions::later) and adds
/// them to its record; the file stays ready whatever comes of it. A rendition that cannot be made
/// is given up: its owner may ask for it again. Does nothing when there are none to make, or when
/// the file is gone. `found` is the file of the message as it was read just now. Errors: those that
/// another try may overcome.
[[nodiscard]] Result<void> make_later_renditions(const database::File& found,
                                                 const MediaMessage& message, const Job& job,
                                                 const RenderingServices& services);

}  // namespace audmg::functions
