// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::queue {

/// The content of a receipt handle: this message, received for the `lease`-th time since it was
/// sent. The count of leases never restarts, so an earlier receipt can never pass for a later one.
struct Receipt {
  MessageId message;
  std::int64_t lease = 0;
};

[[nodiscard]] std::string write_receipt_handle(const Receipt& receipt);
[[nodiscard]] std::optional<Receipt> parse_receipt_handle(std::string_view handle);

}  // namespace audmg::queue
