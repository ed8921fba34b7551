// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What services of AWS answer: failures in JSON and XML, S3's lists, DynamoDB's items, SQS's
// messages, credentials.
#include "audmg/core/result.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/lib/aws/credential_sources.hpp"
#include "audmg/lib/aws/service_failure.hpp"
#include "audmg/lib/aws/uri.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/queue/adapters/sqs/message_text.hpp"
#include "audmg/storage/adapters/s3/answers.hpp"
#include "audmg/storage/adapters/s3/upload_layout.hpp"
#include "audmg/storage/object_key.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg;

void check_failure(aws::Protocol protocol, std::string_view body) {
  const auto failure = aws::read_failure(
      protocol, "s3 Test", {.status = 400, .error_type = body, .request_id = body, .body = body});
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  AUDMG_ASSERT(std::ranges::all_of(failure.error.message, printable));
  AUDMG_ASSERT(failure.code.size() <= 128 && failure.error.message.size() < 1024);
}

void check_storage(std::string_view body) {
  using namespace storage;
  if (const auto page = s3::read_objects(body)) {
    for (const ObjectInfo& object : page->objects) {
      AUDMG_ASSERT(is_object_key(object.key) && !object.etag.empty());
    }
  }
  if (const auto page = s3::read_versions(body)) {
    for (const s3::ObjectVersion& version : page->versions) {
      AUDMG_ASSERT(is_object_key(version.key) && !version.id.empty());
    }
  }
  static_cast<void>(s3::read_versioning(body));
  if (const auto page = s3::read_parts(body)) {
    int last = 0;
    for (const Part& part : page->parts) {
      AUDMG_ASSERT(part.part_number > last && part.part_number <= kMaxPartNumber);
      last = part.part_number;
    }
  }
  if (const auto page = s3::read_uploads(body)) {
    for (const UnfinishedUpload& upload : page->uploads) AUDMG_ASSERT(is_object_key(upload.key));
  }
  if (const auto id = s3::read_upload_id(body)) AUDMG_ASSERT(!id->empty());
  static_cast<void>(s3::read_joined_etag(body));
  if (const auto layout = s3::parse_upload_id(body)) {
    AUDMG_ASSERT(s3::format_upload_id(*layout) == body);
    const int parts = layout->part_count();
    AUDMG_ASSERT(parts >= 0 && parts <= kMaxPartNumber);
    if (parts > 0) AUDMG_ASSERT(layout->size_of(parts) <= layout->part_size);
  }
}

void check_json(std::string_view body) {
  const auto document = json::parse(body, {.max_bytes = std::size_t{1} << 20U, .max_depth = 16});
  if (!document) return;
  static_cast<void>(queue::sqs::read_messages(*document));
  const auto item = database::dynamodb::Item::read(*document);
  if (!item) return;
  json::Writer json;
  item->write(json);
  const auto again = json::parse(json.text(), {.max_bytes = std::size_t{8} << 20U});
  AUDMG_ASSERT(again && database::dynamodb::Item::read(*again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(bytes), size);
  check_failure(aws::Protocol::json, body);
  check_failure(aws::Protocol::xml, body);
  check_storage(body);
  check_json(body);
  static_cast<void>(aws::is_error_document(body));
  if (const auto found = aws::parse_credentials_document(body)) {
    AUDMG_ASSERT(!found->access_key_id.empty() && found->expires_at);
  }
  AUDMG_ASSERT(aws::uri_decode(aws::uri_encode(body, false)) == body);
  return 0;
}
