// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/api.hpp"

#include "audmg/core/number.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::queue::sqs {
namespace {

/// Ten messages of 1 MiB, in JSON.
constexpr std::size_t kMaxAnswerBytes = std::size_t{32} * 1024 * 1024;
constexpr std::chrono::milliseconds kAnswerTime{10'000};

bool is_no_queue(const aws::Failure& failure) {
  return failure.code.find("NonExistentQueue") != std::string::npos ||
         failure.is("QueueDoesNotExist");
}

}  // namespace

Api::Api(const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
         aws::HttpTransport& transport, const Clock& clock)
    : client_({.endpoint = options.endpoint,
               .scope = {options.region, "sqs"},
               .protocol = aws::Protocol::json,
               .retry = options.retry},
              credentials, transport, clock) {}

aws::Outcome<json::Value> Api::call(std::string_view action, const std::string& body,
                                    std::chrono::milliseconds wait, const std::stop_token& stop) {
  const auto reply = client_.send({.action = action,
                                   .fields = {{"Content-Type", "application/x-amz-json-1.0"},
                                              {"X-Amz-Target", "AmazonSQS." + std::string(action)}},
                                   .body = body,
                                   .max_answer_bytes = kMaxAnswerBytes,
                                   .timeout = kAnswerTime + wait,
                                   .stop = stop});
  if (!reply) return std::unexpected(reply.error());
  if (reply->body.empty()) return json::Value();  // DeleteMessage says nothing.
  auto document = json::parse(reply->body, {.max_bytes = kMaxAnswerBytes, .max_depth = 16});
  if (document) return *std::move(document);
  aws::Failure failure;
  failure.error = {ErrorCode::internal, "sqs " + std::string(action) + ": no JSON", false};
  return std::unexpected(std::move(failure));
}

Result<std::string> Api::find_url(const std::string& queue) {
  if (queue.starts_with("https://") || queue.starts_with("http://")) return queue;
  json::Writer json;
  json.begin_object().field("QueueName", queue).end_object();
  const auto answer = call("GetQueueUrl", json.text());
  if (!answer && is_no_queue(answer.error())) {
    return fail(ErrorCode::not_found, "sqs: there is no queue " + queue);
  }
  if (!answer) return std::unexpected(to_queue_error(answer.error()));
  std::string url = text_of(*answer, "", "QueueUrl");
  if (url.empty()) return fail(ErrorCode::internal, "sqs GetQueueUrl: no URL");
  return url;
}

Result<json::Value> Api::fetch_attributes(const std::string& url) {
  json::Writer json;
  json.begin_object().field("QueueUrl", url).key("AttributeNames").begin_array();
  json.value("ApproximateNumberOfMessages").value("ApproximateNumberOfMessagesNotVisible");
  json.value("ApproximateNumberOfMessagesDelayed").value("RedrivePolicy");
  json.end_array().end_object();
  auto answer = call("GetQueueAttributes", json.text());
  if (!answer) return std::unexpected(to_queue_error(answer.error()));
  return *std::move(answer);
}

Error to_queue_error(const aws::Failure& failure) {
  Error error = failure.error;
  error.code = error.retryable || error.code == ErrorCode::unavailable ? ErrorCode::unavailable
                                                                       : ErrorCode::internal;
  return error;
}

std::string text_of(const json::Value& answer, std::string_view holder, std::string_view name) {
  const json::Value* const inside = holder.empty() ? &answer : answer.find(holder);
  const json::Value* const value = inside == nullptr ? nullptr : inside->find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string() : *text;
}

std::uint64_t number_of(const json::Value& answer, std::string_view name) {
  return parse_whole<std::uint64_t>(text_of(answer, "Attributes", name)).value_or(0);
}

}  // namespace audmg::queue::sqs
