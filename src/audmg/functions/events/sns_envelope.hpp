// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Returns the message inside the envelope that Amazon SNS puts around it on the way to a queue
/// (unless the subscription has RawMessageDelivery); nothing when `body` is not such an envelope.
[[nodiscard]] std::optional<std::string> unwrap_notification(std::string_view body);

}  // namespace audmg::functions
