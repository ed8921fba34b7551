// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/message_order.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

// The events of files, named as in docs/formats/events.md. `file.*` goes to subscribers and to the
// owner's open pages; `attempt.*` only to the file's timeline.
inline constexpr std::string_view kFileUploaded = "file.uploaded";
inline constexpr std::string_view kFileProcessing = "file.processing";
inline constexpr std::string_view kFileReady = "file.ready";
inline constexpr std::string_view kFileFailed = "file.failed";
inline constexpr std::string_view kRenditionReady = "file.rendition_ready";
inline constexpr std::string_view kRenditionFailed = "file.rendition_failed";
inline constexpr std::string_view kFileDeleted = "file.deleted";
inline constexpr std::string_view kFileDamaged = "file.damaged";
inline constexpr std::string_view kFileHealed = "file.healed";
inline constexpr std::string_view kAttemptStarted = "attempt.started";
inline constexpr std::string_view kAttemptFailed = "attempt.failed";

/// Makes an event with the current time; `detail` is a JSON object.
[[nodiscard]] database::NewEvent make_event(std::string_view type, std::string detail,
                                            const CommonServices& services);

/// Makes the event of a file, and a message to each subscriber, to be committed with a change of
/// that file.
[[nodiscard]] database::Outbox announce(std::string_view type, const database::File& file,
                                        std::string detail, const EventServices& services);

/// Makes an event of an owner that belongs to no single file, and its messages.
[[nodiscard]] database::Outbox announce(std::string_view type, const UserId& owner,
                                        std::string detail, const EventServices& services);

/// Makes the message that causes a file to be processed, for that place in the queue:
/// media_order.hpp has the places of files.
[[nodiscard]] database::OutboxMessage processing_message(const MediaMessage& message, TimePoint now,
                                                         const MessageOrder& order = {});

/// Makes what goes with a restart of a file's processing: its message, and `file.processing`, which
/// only the owner's pages and catalogue are told.
[[nodiscard]] database::Outbox restart_outbox(const database::File& file, TimePoint now,
                                              const MessageOrder& order);

/// Makes the message that causes the facts of a new sidecar of the file to be taken in.
[[nodiscard]] database::OutboxMessage new_sidecar_message(const database::File& file, TimePoint now,
                                                          const MessageOrder& order);

/// Makes the message that causes the digests of a new file to be computed.
[[nodiscard]] database::OutboxMessage late_digests_message(const database::File& file,
                                                           TimePoint now);

/// Returns the detail of `file.rendition_ready`.
[[nodiscard]] std::string rendition_detail(const database::File& file, std::string_view rendition);

/// Returns {"fileName":...,"kind":...,"size":...}, the detail of every file.* event.
[[nodiscard]] std::string file_detail(const database::File& file);

}  // namespace audmg::functions
