// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/dead_letter_queue.hpp"

#include "audmg/lib/json/writer.hpp"
#include "audmg/queue/adapters/sqs/message_text.hpp"

#include <algorithm>
#include <utility>

namespace audmg::queue::sqs {

Result<std::optional<DeadLetterQueue::Place>> DeadLetterQueue::find(const json::Value& attributes) {
  const std::scoped_lock lock(mutex_);
  if (found_) return *found_;
  const auto policy = json::parse(text_of(attributes, "Attributes", "RedrivePolicy"), {});
  std::optional<Place> place;
  if (policy) {
    Place named{.arn = text_of(*policy, "", "deadLetterTargetArn"), .url = {}};
    if (!named.arn.empty()) {
      AUDMG_TRY(named.url, api_.find_url(named.arn.substr(named.arn.rfind(':') + 1)));
      place = std::move(named);
    }
  }
  found_ = place;
  return place;
}

Result<std::uint64_t> DeadLetterQueue::count(const json::Value& attributes) {
  AUDMG_TRY(const auto place, find(attributes));
  if (!place) return 0U;
  AUDMG_TRY(const json::Value dead, api_.fetch_attributes(place->url));
  return number_of(dead, "ApproximateNumberOfMessages");
}

Result<std::vector<MessageSummary>> DeadLetterQueue::look(const json::Value& attributes,
                                                          std::size_t limit) {
  std::vector<MessageSummary> shown;
  AUDMG_TRY(const auto place, find(attributes));
  if (!place) return shown;
  while (shown.size() < limit) {
    const ReceiveMessageRequest request{
        .max_messages = std::min(limit - shown.size(), kMaxMessagesPerReceive),
        .visibility_timeout = kLookTime,
        // SQS asks all its servers only when it may wait.
        .wait_time = std::chrono::seconds(1)};
    const auto answer =
        api_.call("ReceiveMessage", receive_request(place->url, request), request.wait_time);
    if (!answer) return std::unexpected(to_queue_error(answer.error()));
    AUDMG_TRY(auto messages, read_messages(*answer));
    if (messages.empty()) break;
    for (Message& message : messages) {
      shown.push_back({.message_id = std::move(message.message_id),
                       .body = std::move(message.body),
                       .group_id = std::move(message.group_id),
                       .state = MessageState::dead,
                       .receive_count = message.receive_count,
                       .sent_at = message.sent_at,
                       .visible_at = message.sent_at,
                       .last_error = {}});
    }
  }
  return shown;
}

Result<std::uint64_t> DeadLetterQueue::redrive(const json::Value& attributes) {
  AUDMG_TRY(const auto place, find(attributes));
  if (!place) return 0U;
  AUDMG_TRY(const std::uint64_t moved, count(attributes));
  if (moved == 0) return 0U;
  json::Writer json;
  json.begin_object().field("SourceArn", place->arn).end_object();
  const auto answer = api_.call("StartMessageMoveTask", json.text());
  if (!answer) return std::unexpected(to_queue_error(answer.error()));
  return moved;
}

}  // namespace audmg::queue::sqs
