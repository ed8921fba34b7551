// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/response.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns whether owners are told of the event; attempts are only for the file's timeline.
[[nodiscard]] bool is_shown(const database::Event& event);

/// Returns the event as owners are told of it (docs/formats/events.md).
[[nodiscard]] std::string shown_event_json(const database::Event& event);

/// Returns {"events":[...],"cursor":"..."}: the owner's events since an earlier answer with that
/// cursor, and where to go on. Those of the last database::kEventLag may be told again, with the
/// same ids. "" as `after` tells of no event. When some may have been deleted since the answer,
/// tells of none, and says "reset":true: whoever asks must look at everything again. Refuses text
/// that is not a cursor with 400.
[[nodiscard]] Outcome<http::Response> list_news(const UserId& owner, std::string_view after,
                                                const RecordServices& services);

}  // namespace audmg::functions
