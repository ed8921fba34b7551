// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/services.hpp"

// A file that was processed while its stored bytes were wrong is processed again from the right
// ones.

namespace audmg::functions {

/// Returns whether a file whose right bytes are back is to be processed again: it has failed, or
/// its record says that it is damaged; never where files are not processed.
[[nodiscard]] bool needs_second_processing(const database::File& file, const Policies& policies);

/// Adds the message that lets the file be processed again from the start.
void add_second_processing(const database::File& file, TimePoint now, database::Outbox& outbox);

/// Sets the file back to `processing` and sends the outbox, which has the message for that; does
/// nothing if it is being processed, or gone. Errors: those of the repository.
[[nodiscard]] Result<void> send_back(const database::File& file, database::Outbox outbox,
                                     const ObjectServices& services);

/// Sends the file to be processed again if it needs that. Errors: those of the repository.
[[nodiscard]] Result<void> process_second_time(const database::File& file,
                                               const ObjectServices& services);

}  // namespace audmg::functions
