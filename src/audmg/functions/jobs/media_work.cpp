// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/media_work.hpp"

#include "audmg/core/percent.hpp"
#include "audmg/functions/events/sns_envelope.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/queue/message_queue.hpp"

#include <initializer_list>
#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::string_view kObjectCreated = "ObjectCreated:";
/// The longest key that Amazon S3 has, in bytes of UTF-8.
constexpr std::size_t kMaxKeyBytes = 1024;

/// The text at the end of a path of members; "" when there is none.
std::string_view text_at(const json::Value& value, std::initializer_list<std::string_view> path) {
  const json::Value* found = &value;
  for (const std::string_view name : path) {
    found = found->find(name);
    if (found == nullptr) return {};
  }
  const std::string* const text = found->as_string();
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

bool is_from_s3(const json::Value& record) { return text_at(record, {"eventSource"}) == "aws:s3"; }

Result<std::string> read_key(const json::Value& record) {
  // Keys are written as HTML forms are: "+" is a space.
  auto key = percent_decode(text_at(record, {"s3", "object", "key"}), Plus::space);
  if (!key || key->empty() || key->size() > kMaxKeyBytes || key->find('\0') != std::string::npos) {
    return fail(ErrorCode::invalid_argument, "a record of S3 has no key");
  }
  return *std::move(key);
}

/// Nothing: `body` is not a message of S3.
Result<std::optional<ObjectsCreated>> read_objects_created(std::string_view body) {
  const auto document = json::parse(body, {.max_bytes = queue::kMaxBodyBytes});
  if (!document) return std::nullopt;
  ObjectsCreated created;
  if (text_at(*document, {"Service"}) == "Amazon S3" &&
      text_at(*document, {"Event"}) == "s3:TestEvent") {
    return created;
  }
  const json::Value* const member = document->find("Records");
  const json::Array* const records = member != nullptr ? member->as_array() : nullptr;
  if (records == nullptr || records->empty() || !is_from_s3(records->front())) return std::nullopt;
  if (records->size() > kMaxObjectRecords) {
    return fail(ErrorCode::invalid_argument, "too many records of S3 in one message");
  }
  for (const json::Value& record : *records) {
    if (!is_from_s3(record)) {
      return fail(ErrorCode::invalid_argument, "a record is not from S3");
    }
    if (!text_at(record, {"eventName"}).starts_with(kObjectCreated)) continue;
    AUDMG_TRY(std::string key, read_key(record));
    created.keys.push_back(std::move(key));
  }
  return created;
}

}  // namespace

Result<MediaWork> read_media_work(std::string_view body) {
  const auto unwrapped = unwrap_notification(body);
  if (unwrapped) body = *unwrapped;
  AUDMG_TRY(auto created, read_objects_created(body));
  if (created) return *std::move(created);
  AUDMG_TRY(auto order, read_trash_order(body));
  if (order) return *std::move(order);
  return read_media_message(body);
}

}  // namespace audmg::functions
