// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/sns_envelope.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/queue/message_queue.hpp"

namespace audmg::functions {
namespace {

const std::string* text_of(const json::Value& envelope, std::string_view name) {
  const json::Value* const member = envelope.find(name);
  return member != nullptr ? member->as_string() : nullptr;
}

}  // namespace

std::optional<std::string> unwrap_notification(std::string_view body) {
  const auto envelope = json::parse(body, {.max_bytes = queue::kMaxBodyBytes});
  if (!envelope) return std::nullopt;
  const std::string* const type = text_of(*envelope, "Type");
  const std::string* const topic = text_of(*envelope, "TopicArn");
  const std::string* const message = text_of(*envelope, "Message");
  if (type == nullptr || *type != "Notification" || topic == nullptr || message == nullptr) {
    return std::nullopt;
  }
  return *message;
}

}  // namespace audmg::functions
