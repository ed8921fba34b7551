// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/object_event.hpp"

#include "audmg/http/percent.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/limits.hpp"

#include <algorithm>
#include <utility>

namespace audmg::lambda {
namespace {

/// The longest key that S3 has, in UTF-8.
constexpr std::size_t kMaxKeyBytes = 1024;

Result<ObjectChange> read_change(const json::Value& value) {
  EventFields record(&value, "record");
  EventFields s3(record.object("s3"), "record.s3");
  EventFields bucket(s3.object("bucket"), "record.s3.bucket");
  const json::Value* const object_value = s3.object("object");
  EventFields object(object_value, "record.s3.object");
  ObjectChange change{.event_name = std::string(record.required_text("eventName")),
                      .bucket = std::string(bucket.required_text("name")),
                      .key = {},
                      .etag = std::string(object.text("eTag"))};
  // Keys are written as HTML forms are: "+" is a space.
  auto key = http::percent_decode(object.required_text("key"), http::Plus::space);
  for (const EventFields* each : {&record, &s3, &bucket, &object}) AUDMG_CHECK(each->check());
  if (!key || key->empty() || key->size() > kMaxKeyBytes || key->find('\0') != std::string::npos) {
    return fail(ErrorCode::invalid_argument, "record.s3.object.key is no key");
  }
  change.key = *std::move(key);
  // Deletions have no size.
  if (const json::Value* const size = object_value->find("size")) {
    const auto number = size->as_unsigned();
    if (!number) return fail(ErrorCode::invalid_argument, "record.s3.object.size is no size");
    change.size = *number;
  }
  return change;
}

bool is_from_s3(const json::Value& value) {
  EventFields record(&value, "record");
  return record.text("eventSource") == "aws:s3";
}

}  // namespace

Result<std::optional<ObjectEvent>> read_object_event(std::string_view body) {
  if (!body.starts_with('{')) return std::nullopt;
  const auto document = parse_event(body);
  if (!document) return std::nullopt;
  EventFields fields(&*document, "message");
  if (fields.text("Service") == "Amazon S3" && fields.text("Event") == "s3:TestEvent") {
    return ObjectEvent{.is_test = true, .changes = {}};
  }
  const json::Array* const records = fields.array("Records");
  if (records == nullptr || records->empty() || !is_from_s3(records->front())) return std::nullopt;
  if (records->size() > kMaxObjectRecords) {
    return fail(ErrorCode::invalid_argument, "too many records in one message");
  }
  ObjectEvent event;
  for (const json::Value& each : *records) {
    if (!is_from_s3(each)) return fail(ErrorCode::invalid_argument, "a record is not from S3");
    AUDMG_TRY(ObjectChange change, read_change(each));
    event.changes.push_back(std::move(change));
  }
  return event;
}

}  // namespace audmg::lambda
