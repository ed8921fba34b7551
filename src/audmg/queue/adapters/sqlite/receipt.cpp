// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqlite/receipt.hpp"

#include <charconv>

namespace audmg::queue {

std::string write_receipt_handle(const Receipt& receipt) {
  return receipt.message.text() + "." + std::to_string(receipt.lease);
}

std::optional<Receipt> parse_receipt_handle(std::string_view handle) {
  const std::size_t dot = handle.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto message = MessageId::parse(handle.substr(0, dot));
  const std::string_view digits = handle.substr(dot + 1);
  std::int64_t lease = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, lease);
  if (!message || error != std::errc() || stop != end || lease < 1) return std::nullopt;
  return Receipt{*message, lease};
}

}  // namespace audmg::queue
