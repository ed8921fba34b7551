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

/// The API's calls, in JSON 1.0. Thread-safe.
class Api {
 public:
  Api(const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
      aws::HttpTransport& transport, const Clock& clock);

  /// `wait` is how long SQS may take on purpose. An answer without a body is null.
  [[nodiscard]] aws::Outcome<json::Value> call(std::string_view action, const std::string& body,
                                               std::chrono::milliseconds wait = {},
                                               const std::stop_token& stop = {});
  /// The URL of a queue by its name; a URL is given back as it is. Errors: not_found, and those of
  /// to_queue_error().
  [[nodiscard]] Result<std::string> find_url(const std::string& queue);
  /// How many messages there are, and what becomes of dead ones. Errors: those of to_queue_error().
  [[nodiscard]] Result<json::Value> fetch_attributes(const std::string& url);

 private:
  aws::ServiceClient client_;
};

/// A failure in the words of the port: unavailable or internal.
[[nodiscard]] Error to_queue_error(const aws::Failure& failure);

/// A string of an answer, inside of `holder` unless that is ""; "" when it is not there.
[[nodiscard]] std::string text_of(const json::Value& answer, std::string_view holder,
                                  std::string_view name);
/// A number among "Attributes"; 0 when it is not there.
[[nodiscard]] std::uint64_t number_of(const json::Value& answer, std::string_view name);

}  // namespace audmg::queue::sqs
