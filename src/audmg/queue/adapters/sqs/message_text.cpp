// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/message_text.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/aws/uri.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
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

/// Returns the text of one of the queue's own attributes.
std::string_view own_attribute(const json::Value& message, std::string_view name) {
  const json::Value* const attributes = message.find("MessageAttributes");
  return text(attributes == nullptr ? nullptr : attributes->find(name), "StringValue");
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

Priority read_priority(std::string_view group) noexcept {
  const std::size_t mark = group.find(kPriorityMark);
  if (mark == std::string_view::npos) return Priority::normal;
  const std::string_view suffix = group.substr(mark + 1);
  for (const Priority each : {Priority::low, Priority::background}) {
    if (suffix == priority_suffix(each)) return each;
  }
  return Priority::normal;
}

Result<std::string> read_body(std::string_view body, std::string_view encoding) {
  if (encoding != kBase64) return std::string(body);
  if (body == kEmptyBody) return std::string();
  const auto bytes = from_base64(body);
  if (!bytes) return fail(ErrorCode::internal, "sqs: a body that is not the base64 it should be");
  return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

Result<Message> read_message(const json::Value& value) {
  const json::Value* const attributes = value.find("Attributes");
  const auto count = parse_whole<std::uint32_t>(text(attributes, "ApproximateReceiveCount"));
  const std::string_view id = text(&value, "MessageId");
  const std::string_view receipt = text(&value, "ReceiptHandle");
  const std::string_view sent_at = text(attributes, "SentTimestamp");
  if (!count || id.empty() || receipt.empty() || !parse_whole<std::int64_t>(sent_at)) {
    return fail(ErrorCode::internal, "sqs: a message without id, receipt, count or time");
  }
  return read_delivered_message({.message_id = id,
                                 .body = text(&value, "Body"),
                                 .receipt_handle = receipt,
                                 .group = text(attributes, "MessageGroupId"),
                                 .encoding = own_attribute(value, kEncodingAttribute),
                                 .first_sent_at = own_attribute(value, kFirstSentAttribute),
                                 .sent_at = sent_at,
                                 .receive_count = *count});
}

struct OwnAttribute {
  std::string_view name;
  std::string_view value;
};

/// Writes the attributes that have a value.
void write_own_attributes(json::Writer& json, std::initializer_list<OwnAttribute> attributes) {
  if (std::ranges::all_of(attributes, [](const auto& each) { return each.value.empty(); })) return;
  json.key("MessageAttributes").begin_object();
  for (const auto& [name, value] : attributes) {
    if (value.empty()) continue;
    json.key(name).begin_object().field("DataType", "String").field("StringValue", value);
    json.end_object();
  }
  json.end_object();
}

std::string write_send_request(std::string_view queue_url, const SendMessageRequest& request,
                               std::string_view first_sent_at) {
  json::Writer json;
  json.begin_object().field("QueueUrl", queue_url);
  const bool is_plain = is_plain_body(request.body);
  if (is_plain) {
    json.field("MessageBody", request.body);
  } else if (request.body.empty()) {
    json.field("MessageBody", kEmptyBody);
  } else {
    json.field("MessageBody", to_base64(std::as_bytes(std::span(request.body))));
  }
  write_own_attributes(json, {{kEncodingAttribute, is_plain ? std::string_view() : kBase64},
                              {kFirstSentAttribute, first_sent_at}});
  const auto delay = std::chrono::ceil<std::chrono::seconds>(request.delay);
  if (delay.count() > 0) json.field("DelaySeconds", delay.count());
  // Makes a standard queue fair between groups.
  const std::string group = write_group(request.group_id, request.order.priority);
  if (!group.empty()) json.field("MessageGroupId", group);
  return std::move(json.end_object()).take();
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
  return write_send_request(queue_url, request, {});
}

std::string send_again_request(std::string_view queue_url, const Message& message,
                               std::chrono::milliseconds delay) {
  return write_send_request(queue_url,
                            {.body = message.body,
                             .group_id = message.group_id,
                             .delay = delay,
                             .order = {.priority = message.priority}},
                            std::to_string(message.sent_at.time_since_epoch().count()));
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
  json.value(kFirstSentAttribute).end_array().end_object();
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

Result<Message> read_delivered_message(const DeliveredMessage& delivered) {
  const std::string_view first = delivered.first_sent_at;
  const auto sent = parse_whole<std::int64_t>(first.empty() ? delivered.sent_at : first);
  AUDMG_TRY(std::string body, read_body(delivered.body, delivered.encoding));
  return Message{.message_id = std::string(delivered.message_id),
                 .body = std::move(body),
                 .group_id = read_group(delivered.group),
                 .receipt_handle = std::string(delivered.receipt_handle),
                 .receive_count = delivered.receive_count,
                 .sent_at = TimePoint(std::chrono::milliseconds(sent.value_or(0))),
                 .priority = read_priority(delivered.group)};
}

}  // namespace audmg::queue::sqs
