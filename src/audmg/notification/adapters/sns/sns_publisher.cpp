// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/sns/sns_publisher.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/lib/aws/uri.hpp"
#include "audmg/notification/event_json.hpp"

#include <algorithm>
#include <utility>

namespace audmg::notification {
namespace {

constexpr std::size_t kMaxArnBytes = 512;
constexpr int kBadRequest = 400;

/// arn:partition:sns:region:account:name
bool is_topic_arn(std::string_view text) {
  return text.starts_with("arn:") && text.find(":sns:") != std::string_view::npos &&
         std::ranges::count(text, ':') == 5 && text.size() <= kMaxArnBytes &&
         std::ranges::all_of(text, is_graphic);
}

/// Returns the parameters of Publish (SNS API Reference).
std::string publish_form(const std::string& topic_arn, const Event& event) {
  return aws::encode_query({{"Action", "Publish"},
                            {"Version", "2010-03-31"},
                            {"TopicArn", topic_arn},
                            {"Subject", "Audmg Drive: " + event.type},
                            {"Message", event_to_json(event)},
                            {"MessageAttributes.entry.1.Name", "type"},
                            {"MessageAttributes.entry.1.Value.DataType", "String"},
                            {"MessageAttributes.entry.1.Value.StringValue", event.type}});
}

/// Only requests that SNS calls bad have failed permanently.
Error to_publisher_error(const aws::Failure& failure) {
  Error error = failure.error;
  if (error.retryable) return error;
  const bool refused = failure.status == kBadRequest;
  error.code = refused ? ErrorCode::invalid_argument : ErrorCode::unavailable;
  error.retryable = !refused;
  return error;
}

class SnsPublisher final : public Publisher {
 public:
  SnsPublisher(SnsOptions options, aws::CredentialsProvider& credentials,
               aws::HttpTransport& transport, const Clock& clock)
      : options_(std::move(options)),
        client_({.endpoint = options_.endpoint,
                 .scope = {options_.region, "sns"},
                 .protocol = aws::Protocol::xml,
                 .retry = {.max_attempts = 1}},
                credentials, transport, clock) {}

  Result<void> publish(const Event& event) override {
    const auto reply = client_.send(
        {.action = "Publish",
         .fields = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
         .body = publish_form(options_.topic_arn, event),
         .timeout = options_.timeout});
    if (!reply) return std::unexpected(to_publisher_error(reply.error()));
    return {};
  }

 private:
  const SnsOptions options_;
  aws::ServiceClient client_;
};

}  // namespace

Result<std::unique_ptr<Publisher>> make_sns_publisher(SnsOptions options,
                                                      aws::CredentialsProvider& credentials,
                                                      aws::HttpTransport& transport,
                                                      const Clock& clock) {
  if (!is_topic_arn(options.topic_arn)) {
    return fail(ErrorCode::invalid_argument, "a topic is named as arn:aws:sns:region:account:name");
  }
  return std::make_unique<SnsPublisher>(std::move(options), credentials, transport, clock);
}

}  // namespace audmg::notification
