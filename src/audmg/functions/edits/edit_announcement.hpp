// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/edits/file_patch.hpp"
#include "audmg/functions/services.hpp"

#include <span>

namespace audmg::functions {

/// Makes the outbox of files that the patch has changed: their event and, for each ready one that
/// got other coordinates, the message that has them named; the own message of a file that is not
/// ready does that, too. Precondition: there is at least one file, and all have one owner.
[[nodiscard]] database::Outbox announce_edit(const FilePatch& patch,
                                             std::span<const database::File> files,
                                             const EventServices& services);

}  // namespace audmg::functions
