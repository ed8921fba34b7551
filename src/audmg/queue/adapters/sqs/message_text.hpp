// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/queue/message_delivery.hpp"
#include "audmg/queue/message_queue.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The texts of SQS requests and replies (API Reference, SendMessage and ReceiveMessage).

namespace audmg::queue::sqs {

/// Name and value of the message attribute that marks a base64 body.
inline constexpr std::string_view kEncodingAttribute = "encoding";
inline constexpr std::string_view kBase64 = "base64";
/// Name of the message attribute of a message that was sent again: when it was sent first, in
/// milliseconds since 1970 as SQS writes SentTimestamp.
inline constexpr std::string_view kFirstSentAttribute = "firstSentAt";

/// Returns the time in whole seconds, as SQS counts it: rounded up.
[[nodiscard]] std::int64_t whole_seconds(std::chrono::milliseconds time) noexcept;

/// Returns whether SQS takes the text as it is: not empty, UTF-8, and only characters of XML 1.0.
[[nodiscard]] bool is_plain_body(std::string_view text) noexcept;

/// Returns the request of SendMessage. Precondition: the port's limits hold.
[[nodiscard]] std::string send_request(std::string_view queue_url,
                                       const SendMessageRequest& request);
/// Returns the request of SendMessage that sends a received message again. Precondition: the port's
/// limits hold.
[[nodiscard]] std::string send_again_request(std::string_view queue_url, const Message& message,
                                             std::chrono::milliseconds delay);
/// Returns the request of ReceiveMessage. Precondition: the port's limits hold.
[[nodiscard]] std::string receive_request(std::string_view queue_url,
                                          const ReceiveMessageRequest& request);
/// Reads the messages of a reply to ReceiveMessage. Errors: internal.
[[nodiscard]] Result<std::vector<Message>> read_messages(const json::Value& answer);
/// Reads a message that somebody else received. Errors: internal.
[[nodiscard]] Result<Message> read_delivered_message(const DeliveredMessage& delivered);

}  // namespace audmg::queue::sqs
