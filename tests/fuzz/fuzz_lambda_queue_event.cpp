// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Events of SQS and SNS.
#include "audmg/core/result.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/queue_event.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

using namespace audmg;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto document = lambda::parse_event(text);
  if (!document) return 0;
  const auto event = lambda::read_queue_event(*document);
  if (!event) return 0;
  AUDMG_ASSERT(!event->records.empty());
  std::vector<std::string_view> ids;
  for (const queue::DeliveredMessage& record : event->records) {
    AUDMG_ASSERT(!record.message_id.empty() && record.receive_count > 0);
    ids.push_back(record.message_id);
  }
  AUDMG_ASSERT(lambda::parse_event(lambda::write_batch_failures(ids)));
  return 0;
}
