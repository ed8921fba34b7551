// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqlite/receipt.hpp"

#include "audmg/core/number.hpp"

namespace audmg::queue {

std::string write_receipt_handle(const Receipt& receipt) {
  return receipt.message.text() + "." + std::to_string(receipt.lease);
}

std::optional<Receipt> parse_receipt_handle(std::string_view handle) {
  const std::size_t dot = handle.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto message = MessageId::parse(handle.substr(0, dot));
  const auto lease = parse_whole<std::int64_t>(handle.substr(dot + 1), 1);
  if (!message || !lease) return std::nullopt;
  return Receipt{*message, *lease};
}

}  // namespace audmg::queue
