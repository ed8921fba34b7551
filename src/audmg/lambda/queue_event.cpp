// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/queue_event.hpp"

#include "audmg/core/number.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::lambda {
namespace {

using Source = QueueEvent::Source;

using queue::DeliveredMessage;

/// Returns the text of a message attribute; "" where there is none.
Result<std::string_view> attribute_text(EventFields& attributes, std::string_view name) {
  EventFields attribute(attributes.object(name), "record.messageAttributes");
  const std::string_view text = attribute.text("stringValue");
  AUDMG_CHECK(attribute.check());
  return text;
}

Result<DeliveredMessage> read_sqs_record(const json::Value& value) {
  EventFields fields(&value, "record");
  EventFields attributes(fields.object("attributes"), "record.attributes");
  EventFields own(fields.object("messageAttributes"), "record.messageAttributes");
  DeliveredMessage message{
      .message_id = fields.required_text("messageId"),
      .body = fields.text("body"),
      .receipt_handle = fields.text("receiptHandle"),
      .group = attributes.text("MessageGroupId"),
      .sent_at = attributes.text("SentTimestamp"),
      .receive_count =
          parse_whole<std::uint32_t>(attributes.text("ApproximateReceiveCount"), 1).value_or(1)};
  AUDMG_TRY(message.encoding, attribute_text(own, "encoding"));
  AUDMG_TRY(message.first_sent_at, attribute_text(own, "firstSentAt"));
  AUDMG_CHECK(fields.check());
  AUDMG_CHECK(attributes.check());
  AUDMG_CHECK(own.check());
  return message;
}

Result<DeliveredMessage> read_sns_record(const json::Value& value) {
  EventFields fields(&value, "record");
  EventFields sns(fields.object("Sns"), "record.Sns");
  const DeliveredMessage message{.message_id = sns.required_text("MessageId"),
                                 .body = sns.text("Message")};
  AUDMG_CHECK(fields.check());
  AUDMG_CHECK(sns.check());
  return message;
}

/// SQS writes eventSource, SNS EventSource.
Result<Source> source_of(const json::Value& value) {
  EventFields fields(&value, "record");
  if (fields.text("eventSource") == "aws:sqs") return Source::sqs;
  if (fields.text("EventSource") == "aws:sns") return Source::sns;
  return fail(ErrorCode::invalid_argument, "a record is neither from SQS nor from SNS");
}

}  // namespace

Result<QueueEvent> read_queue_event(const json::Value& value) {
  EventFields fields(&value, "event");
  const json::Array* const records = fields.array("Records");
  AUDMG_CHECK(fields.check());
  if (records == nullptr || records->empty() || records->size() > kMaxRecords) {
    return fail(ErrorCode::invalid_argument, "event.Records is no list of 1 to 10000");
  }
  QueueEvent event;
  AUDMG_TRY(event.source, source_of(records->front()));
  event.records.reserve(records->size());
  for (const json::Value& each : *records) {
    AUDMG_TRY(const Source source, source_of(each));
    if (source != event.source) {
      return fail(ErrorCode::invalid_argument, "the records are from more than one source");
    }
    AUDMG_TRY(const DeliveredMessage record,
              source == Source::sqs ? read_sqs_record(each) : read_sns_record(each));
    event.records.push_back(record);
  }
  return event;
}

std::string write_batch_failures(const std::vector<std::string_view>& message_ids) {
  json::Writer json;
  json.begin_object().key("batchItemFailures").begin_array();
  for (const std::string_view id : message_ids) {
    json.begin_object().field("itemIdentifier", id).end_object();
  }
  return std::move(json.end_array().end_object()).take();
}

}  // namespace audmg::lambda
