// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/queue/queue_administration.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Looks at dead messages of the media queue, from `position` on (empty: from the oldest), and sets
/// the files that nobody works on any more to `failed`, so that no file stays `processing` for
/// ever. A file that was restarted after the message was sent has another message and stays as it
/// is. Renditions whose messages are dead are given up, and their owners
/// told. The messages stay in the queue, to be redriven. Returns the number of files; moves
/// `position`, which is empty again at the end. Errors: those of the queue and of the file
/// repository.
[[nodiscard]] Result<std::size_t> fail_dead_files(queue::QueueAdministration& media_queue,
                                                  std::string& position,
                                                  const EventServices& services);

/// Sends the event alarm.dead_letters to every subscriber that wants it. Errors: those of the
/// queue.
[[nodiscard]] Result<void> announce_dead_letters(std::string_view queue, std::uint64_t count,
                                                 queue::MessageQueue& events_queue,
                                                 const EventServices& services);

}  // namespace audmg::functions
