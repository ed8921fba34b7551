// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/trash/trash_order.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace audmg::functions {

/// Most records in one notification of the object store; Amazon S3 sends one.
inline constexpr std::size_t kMaxObjectRecords = 100;

/// Objects, originals and others, that the object store reports as written.
struct ObjectsCreated {
  std::vector<std::string> keys;  ///< decoded
};

/// The work that a message of the queue `media` asks for.
using MediaWork = std::variant<MediaMessage, ObjectsCreated, TrashOrder>;

/// Reads a message of the queue `media` in every form that reaches it: our own messages, an event
/// notification of Amazon S3 (without keys for its test message and for changes other than
/// creation), and either of them in the envelope of Amazon SNS. Errors: invalid_argument.
[[nodiscard]] Result<MediaWork> read_media_work(std::string_view body);

}  // namespace audmg::functions
