// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"

#include <string_view>

namespace audmg::functions {

/// The reason for which a file fails whose bytes are not those that its client announced.
inline constexpr std::string_view kOtherBytesAnnounced =
    "Its SHA-256 is not the one that was announced, so other bytes arrived than were sent. Upload "
    "the file again.";

/// Returns whether the file's bytes are known not to be those that its client announced.
[[nodiscard]] bool has_other_bytes(const database::File& file) noexcept;

/// Computes the digests of the file that the message names, unless they are known, and writes them
/// into its row. Notes every minute or so how far it has come, and goes on there after an error or
/// a kill. A file with other bytes than were announced is sent back to be processed, and fails
/// there. Does nothing for a file that is gone. Errors: those of the stores; deadline_exceeded when
/// it was stopped.
[[nodiscard]] Result<void> find_late_digests(const MediaMessage& message, const Job& job,
                                             const ObjectServices& services);

}  // namespace audmg::functions
