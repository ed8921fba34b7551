// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/outbox.hpp"

#include <functional>

namespace audmg::database::dynamodb {

/// Sends a message of an outbox to its queue. Thread-safe.
using SendMessage = std::function<Result<void>(const OutboxMessage&)>;

}  // namespace audmg::database::dynamodb
