// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/media_rebuild.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <optional>
#include <string>
#include <string_view>

// The part of the control protocol that is about renditions: media_rebuild, one pass of it.
namespace audmg::app {

/// The answer line; nothing when the command is another.
[[nodiscard]] std::optional<std::string> answer_media_command(std::string_view command,
                                                              const json::Value& request,
                                                              MediaRebuild& media);

// The other side, as in user_commands.hpp.
[[nodiscard]] std::string media_rebuild_request(const functions::RebuildRequest& request);
[[nodiscard]] Result<functions::RebuildReport> read_rebuild_answer(std::string_view line);

/// The members that are counts, as they cross the socket and as `audmg media rebuild --json` prints
/// them, into an object that was begun.
void write_rebuild_counts(json::Writer& json, const functions::RebuildReport& report);

}  // namespace audmg::app
