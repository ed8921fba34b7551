// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/message_text.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/aws/uri.hpp"
#include "audmg/lib/json/writer.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <utility>

namespace audmg::queue::sqs {
namespace {

/// SQS requires at least one character; this one is not valid base64.
constexpr std::string_view kEmptyBody = "=";

/// U+FFFE and U+FFFF are not characters of XML.
bool is_noncharacter(std::string_view sequence) noexcept {
  return sequence == "\xef\xbf\xbe" || sequence == "\xef\xbf\xbf";
}

std::string_view text(const json::Value* holder, std::string_view name) {
  const json::Value* const value = holder == nullptr ? nullptr : holder->find(name);
  const std::string* const found = value == nullptr ? nullptr : value->as_string();
  return found == nullptr ? std::string_view() : std::string_view(*found);
}

bool is_encoded(const json::Value& message) {
  const json::Value* const attributes = message.find("MessageAttributes");
  const json::Value* const encoding =
      attributes == nullptr ? nullptr : attributes->find(kEncodingAttribute);
  return text(encoding, "StringValue") == kBase64;
}

/// Stands between a group and the priority of its message; uri_encode() never writes it.
constexpr char kPriorityMark = ':';

std::string_view priority_suffix(Priority priority) noexcept {
  switch (priority) {
    case Priority::normal:
      return {};
    case Priority::low:
      return "low";
    case Priority::background:
      return "background";
  }
  return {};
}

/// Returns a MessageGroupId: only letters, digits and punctuation are allowed. Less urgent messages
/// are a group of their own, so that SQS hands out a user's other messages first while many of them
/// are in flight.
std::string write_group(std::string_view group, Priority priority) {
  std::string text = aws::uri_encode(group, false);
  if (priority != Priority::normal) (text += kPriorityMark) += priority_suffix(priority);
  return text;
}

std::string read_group(std::string_view text) {
  return aws::uri_decode(text.substr(0, text.find(kPriorityMark)));
}

Result<Message> read_message(const json::Value& value) {
  const json::Value* const attributes = value.find("Attributes");
  const auto count = parse_whole<std::uint32_t>(text(attributes, "ApproximateReceiveCount"));
  const auto sent = parse_whole<std::int64_t>(text(attributes, "SentTimestamp"));
  Message message{.message_id = std::string(text(&value, "MessageId")),
                  .body = std::string(text(&value, "Body")),
                  .group_id = read_group(text(attributes, "MessageGroupId")),
                  .receipt_handle = std::string(text(&value, "ReceiptHandle")),
                  .receive_count = count.value_or(0),
                  .sent_at = TimePoint(std::chrono::milliseconds(sent.value_or(0)))};
  if (!count || !sent || message.message_id.empty() || message.receipt_handle.empty()) {
    return fail(ErrorCode::internal, "sqs: a message without id, receipt, count or time");
  }
  if (is_encoded(value)) {
    if (message.body == kEmptyBody) message.body.clear();
    const auto bytes = from_base64(message.body);
    if (!bytes) return fail(ErrorCode::internal, "sqs: a body that is not the base64 it should be");
    message.body.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  }
  return message;
}

}  // namespace

std::int64_t whole_seconds(std::chrono::milliseconds time) noexcept {
  return std::chrono::ceil<std::chrono::seconds>(time).count();
}

bool is_plain_body(std::string_view body) noexcept {
  if (body.empty()) return false;
  while (!body.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(body);
    const auto first = static_cast<unsigned char>(body.front());
    const bool is_control = first < 0x20 && first != '\t' && first != '\n' && first != '\r';
    if (!sequence.valid || is_control || is_noncharacter(body.substr(0, sequence.length))) {
      return false;
    }
    body.remove_prefix(sequence.length);
  }
  return true;
}

std::string send_request(std::string_view queue_url, const SendMessageRequest& request) {
  json::Writer json;
  json.begin_object().field("QueueUrl", queue_url);
  if (is_plain_body(request.body)) {
    json.field("MessageBody", request.body);
  } else if (request.body.empty()) {
    json.field("MessageBody", kEmptyBody);
  } else {
    json.field("MessageBody", to_base64(std::as_bytes(std::span(request.body))));
  }
  if (!is_plain_body(request.body)) {
    json.key("MessageAttributes").begin_object().key(kEncodingAttribute).begin_object();
    json.field("DataType", "String").field("StringValue", kBase64).end_object().end_object();
  }
  const auto delay = std::chrono::ceil<std::chrono::seconds>(request.delay);
  if (delay.count() > 0) json.field("DelaySeconds", delay.count());
  // Makes a standard queue fair between groups.
  const std::string group = write_group(request.group_id, request.order.priority);
  if (!group.empty()) json.field("MessageGroupId", group);
  return std::move(json.end_object()).take();
}

std::string receive_request(std::string_view queue_url, const ReceiveMessageRequest& request) {
  json::Writer json;
  json.begin_object()
      .field("QueueUrl", queue_url)
      .field("MaxNumberOfMessages", request.max_messages)
      .field("VisibilityTimeout", whole_seconds(request.visibility_timeout))
      .field("WaitTimeSeconds", whole_seconds(request.wait_time));
  json.key("MessageSystemAttributeNames").begin_array();
  json.value("ApproximateReceiveCount").value("SentTimestamp").value("MessageGroupId");
  json.end_array().key("MessageAttributeNames").begin_array().value(kEncodingAttribute);
  json.end_array().end_object();
  return std::move(json).take();
}

Result<std::vector<Message>> read_messages(const json::Value& answer) {
  std::vector<Message> messages;
  const json::Value* const list = answer.find("Messages");
  if (list == nullptr || list->is_null()) return messages;
  if (list->as_array() == nullptr)
    return fail(ErrorCode::internal, "sqs: messages that are no list");
  for (const json::Value& value : *list->as_array()) {
    AUDMG_TRY(Message message, read_message(value));
    messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace audmg::queue::sqs
