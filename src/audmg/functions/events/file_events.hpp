// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

// What happens to files, under the names of docs/formats/events.md. `file.*` goes to subscribers
// and to the owner's open pages; `attempt.*` only to the file's timeline.
inline constexpr std::string_view kFileUploaded = "file.uploaded";
inline constexpr std::string_view kFileReady = "file.ready";
inline constexpr std::string_view kFileFailed = "file.failed";
inline constexpr std::string_view kFileDeleted = "file.deleted";
inline constexpr std::string_view kFileDamaged = "file.damaged";
inline constexpr std::string_view kFileHealed = "file.healed";
inline constexpr std::string_view kAttemptStarted = "attempt.started";
inline constexpr std::string_view kAttemptFailed = "attempt.failed";

/// One event now; `detail` is a JSON object.
[[nodiscard]] database::NewEvent make_event(std::string_view type, std::string detail,
                                            Services& services);

/// The event of a file, and a message to each subscriber, to go along with a change of that file.
[[nodiscard]] database::Outbox announce(std::string_view type, const database::File& file,
                                        std::string detail, Services& services);

/// The message that has a file processed.
[[nodiscard]] database::OutboxMessage processing_message(const MediaMessage& message,
                                                         TimePoint now);

/// {"fileName":...,"kind":...,"size":...}: what every file.* event says.
[[nodiscard]] std::string file_detail(const database::File& file);

}  // namespace audmg::functions
