// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/queue_standing.hpp"

#include "audmg/core/number.hpp"
#include "audmg/queue/adapters/sqs/api.hpp"

#include <utility>

namespace audmg::queue::sqs {
namespace {

/// SQS writes a number, and takes a text as well.
std::uint64_t max_receives(const json::Value& policy) {
  const json::Value* const value = policy.find("maxReceiveCount");
  if (value == nullptr) return 0;
  if (const std::string* text = value->as_string()) {
    return parse_whole<std::uint64_t>(*text).value_or(0);
  }
  return value->as_unsigned().value_or(0);
}

Result<void> look_for(const std::string& queue, Api& api) {
  AUDMG_TRY(const std::string url, api.find_url(queue));
  AUDMG_TRY([[maybe_unused]] const auto attributes, api.fetch_attributes(url));
  return {};
}

}  // namespace

Result<QueueStanding> ask_queue_standing(const SqsMessageQueueOptions& options,
                                         aws::CredentialsProvider& credentials,
                                         aws::HttpTransport& transport, const Clock& clock) {
  Api api(options, credentials, transport, clock);
  AUDMG_TRY(const std::string url, api.find_url(options.queue));
  AUDMG_TRY(const json::Value attributes, api.fetch_attributes(url));
  QueueStanding standing{.waiting = number_of(attributes, "ApproximateNumberOfMessages"),
                         .redrive = {}};
  const auto policy = json::parse(text_of(attributes, "Attributes", "RedrivePolicy"), {});
  const std::string arn = policy ? text_of(*policy, "", "deadLetterTargetArn") : std::string();
  if (arn.empty()) return standing;
  std::string dead = arn.substr(arn.rfind(':') + 1);
  Result<void> is_there = look_for(dead, api);
  standing.redrive = QueueStanding::Redrive{.queue = std::move(dead),
                                            .max_receives = max_receives(*policy),
                                            .is_there = std::move(is_there)};
  return standing;
}

}  // namespace audmg::queue::sqs
