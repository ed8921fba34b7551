// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/error.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/aws/service_client.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace audmg::queue::sqs {

/// Calls the SQS API in JSON 1.0. Thread-safe.
class Api {
 public:
  Api(const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
      aws::HttpTransport& transport, const Clock& clock);

  /// `wait` is the time that SQS may spend on long polling. A reply without a body is returned as
  /// null.
  [[nodiscard]] aws::Outcome<json::Value> call(std::string_view action, const std::string& body,
                                               std::chrono::milliseconds wait = {},
                                               const std::stop_token& stop = {});
  /// Returns the URL of the queue with this name; a URL is returned as it is. Errors: not_found,
  /// and those of to_queue_error().
  [[nodiscard]] Result<std::string> find_url(const std::string& queue);
  /// Fetches the numbers of messages and the redrive policy. Errors: those of to_queue_error().
  [[nodiscard]] Result<json::Value> fetch_attributes(const std::string& url);

 private:
  aws::ServiceClient client_;
};

/// Maps a failure to the port's errors: unavailable or internal.
[[nodiscard]] Error to_queue_error(const aws::Failure& failure);

/// Returns a string of a reply, inside of `holder` unless that is ""; "" when it is absent.
[[nodiscard]] std::string text_of(const json::Value& answer, std::string_view holder,
                                  std::string_view name);
/// Returns a number among "Attributes"; 0 when it is absent.
[[nodiscard]] std::uint64_t number_of(const json::Value& answer, std::string_view name);

}  // namespace audmg::queue::sqs
