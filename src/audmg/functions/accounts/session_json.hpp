// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/session_repository.hpp"
#include "audmg/lib/json/writer.hpp"

#include <vector>

namespace audmg::functions {

/// Adds the member "sessions" to an open object: the log-ins, newest first. `sessions` are in order
/// of creation; `current` is the one that asks.
void write_sessions(json::Writer& json, const std::vector<database::Session>& sessions,
                    const SessionId& current);

}  // namespace audmg::functions
