// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"

#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/queue/adapters/sqs/message_text.hpp"
#include "audmg/queue/adapters/sqs/receipts.hpp"

#include <charconv>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

namespace audmg::queue::sqs {
namespace {

/// Ten messages of 1 MiB, in JSON.
constexpr std::size_t kMaxAnswerBytes = std::size_t{32} * 1024 * 1024;
constexpr std::chrono::milliseconds kAnswerTime{10'000};

std::int64_t whole_seconds(std::chrono::milliseconds time) {
  return std::chrono::ceil<std::chrono::seconds>(time).count();
}

bool is_no_queue(const aws::Failure& failure) {
  return failure.code.find("NonExistentQueue") != std::string::npos ||
         failure.is("QueueDoesNotExist");
}

/// The receipt, and not the call, is at fault.
bool is_bad_receipt(const aws::Failure& failure) {
  return failure.is("ReceiptHandleIsInvalid") || failure.is("MessageNotInflight") ||
         failure.is("InvalidParameterValue") ||
         failure.is("AWS.SimpleQueueService.MessageNotInflight");
}

Error to_queue_error(const aws::Failure& failure) {
  Error error = failure.error;
  error.code = error.retryable || error.code == ErrorCode::unavailable ? ErrorCode::unavailable
                                                                       : ErrorCode::internal;
  return error;
}

std::unexpected<Error> bad_receipt() {
  return fail(ErrorCode::conflict, "the receipt is worth nothing (any more)");
}

/// The API's calls, in JSON 1.0.
class Api {
 public:
  Api(const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
      aws::HttpTransport& transport, const Clock& clock)
      : client_({.endpoint = options.endpoint,
                 .scope = {options.region, "sqs"},
                 .protocol = aws::Protocol::json,
                 .retry = options.retry},
                credentials, transport, clock) {}

  aws::Outcome<json::Value> call(std::string_view action, const std::string& body,
                                 std::chrono::milliseconds wait = {},
                                 const std::stop_token& stop = {}) {
    const auto reply =
        client_.send({.action = action,
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

 private:
  aws::ServiceClient client_;
};

/// A string of an answer; "" when it is not there.
std::string text_of(const json::Value& answer, std::string_view holder, std::string_view name) {
  const json::Value* const inside = holder.empty() ? &answer : answer.find(holder);
  const json::Value* const value = inside == nullptr ? nullptr : inside->find(name);
  const std::string* const text = value == nullptr ? nullptr : value->as_string();
  return text == nullptr ? std::string() : *text;
}

Result<std::string> find_url(Api& api, const std::string& queue) {
  if (queue.starts_with("https://") || queue.starts_with("http://")) return queue;
  json::Writer json;
  json.begin_object().field("QueueName", queue).end_object();
  const auto answer = api.call("GetQueueUrl", json.text());
  if (!answer && is_no_queue(answer.error())) {
    return fail(ErrorCode::not_found, "sqs: there is no queue " + queue);
  }
  if (!answer) return std::unexpected(to_queue_error(answer.error()));
  std::string url = text_of(*answer, "", "QueueUrl");
  if (url.empty()) return fail(ErrorCode::internal, "sqs GetQueueUrl: no URL");
  return url;
}

class SqsMessageQueue final : public MessageQueue {
 public:
  SqsMessageQueue(std::unique_ptr<Api> api, std::string url, const Clock& clock)
      : api_(std::move(api)), url_(std::move(url)), clock_(clock), receipts_(clock) {}

  Result<std::string> send_message(const SendMessageRequest& request) override {
    if (request.body.size() > kMaxBodyBytes) {
      return fail(ErrorCode::too_large, "the message's body is too large");
    }
    if (request.delay < std::chrono::milliseconds(0) || request.delay > kMaxDelay) {
      return fail(ErrorCode::invalid_argument, "a delay is 0 to 15 minutes");
    }
    const auto answer = api_->call("SendMessage", send_request(url_, request));
    if (!answer) return std::unexpected(to_queue_error(answer.error()));
    return text_of(*answer, "", "MessageId");
  }

  Result<std::vector<Message>> receive_message(const ReceiveMessageRequest& request,
                                               const std::stop_token& stop) override {
    using namespace std::chrono_literals;
    if (request.max_messages < 1 || request.max_messages > kMaxMessagesPerReceive ||
        request.visibility_timeout < 1ms || request.visibility_timeout > kMaxVisibilityTimeout ||
        request.wait_time < 0ms || request.wait_time > kMaxWaitTime) {
      return fail(ErrorCode::invalid_argument, "a number of the receive is outside its limits");
    }
    json::Writer json;
    json.begin_object()
        .field("QueueUrl", url_)
        .field("MaxNumberOfMessages", request.max_messages)
        .field("VisibilityTimeout", whole_seconds(request.visibility_timeout))
        .field("WaitTimeSeconds", whole_seconds(request.wait_time));
    json.key("MessageSystemAttributeNames").begin_array();
    json.value("ApproximateReceiveCount").value("SentTimestamp").value("MessageGroupId");
    json.end_array().key("MessageAttributeNames").begin_array().value(kEncodingAttribute);
    json.end_array().end_object();
    const auto answer = api_->call("ReceiveMessage", json.text(), request.wait_time, stop);
    if (!answer && stop.stop_requested()) return std::vector<Message>();
    if (!answer) return std::unexpected(to_queue_error(answer.error()));
    AUDMG_TRY(auto messages, read_messages(*answer));
    // Counted from the answer on, which is a little after SQS began; a worker renews long before.
    const TimePoint until = clock_.now() + request.visibility_timeout;
    for (const Message& message : messages) receipts_.add(message.receipt_handle, until);
    return messages;
  }

  Result<void> delete_message(std::string_view receipt_handle) override {
    if (!receipts_.take(receipt_handle)) return bad_receipt();
    json::Writer json;
    json.begin_object().field("QueueUrl", url_).field("ReceiptHandle", receipt_handle).end_object();
    const auto answer = api_->call("DeleteMessage", json.text());
    if (answer) return {};
    if (is_bad_receipt(answer.error())) return bad_receipt();
    return std::unexpected(to_queue_error(answer.error()));
  }

  Result<void> change_message_visibility(std::string_view receipt_handle,
                                         std::chrono::milliseconds timeout,
                                         std::string_view error) override {
    if (timeout < std::chrono::milliseconds(0) || timeout > kMaxVisibilityTimeout) {
      return fail(ErrorCode::invalid_argument, "a visibility timeout is 0 to 12 hours");
    }
    if (!receipts_.holds(receipt_handle)) return bad_receipt();
    json::Writer json;
    json.begin_object()
        .field("QueueUrl", url_)
        .field("ReceiptHandle", receipt_handle)
        .field("VisibilityTimeout", whole_seconds(timeout))
        .end_object();
    const auto answer = api_->call("ChangeMessageVisibility", json.text());
    if (!answer && is_bad_receipt(answer.error())) return bad_receipt();
    if (!answer) return std::unexpected(to_queue_error(answer.error()));
    if (timeout.count() == 0 || !error.empty()) {
      static_cast<void>(receipts_.take(receipt_handle));
    } else {
      receipts_.add(std::string(receipt_handle), clock_.now() + timeout);
    }
    return {};
  }

  Result<QueueAttributes> get_queue_attributes() override {
    AUDMG_TRY(const json::Value answer, fetch_attributes(url_));
    QueueAttributes attributes{.visible = number(answer, "ApproximateNumberOfMessages"),
                               .in_flight = number(answer, "ApproximateNumberOfMessagesNotVisible"),
                               .delayed = number(answer, "ApproximateNumberOfMessagesDelayed")};
    AUDMG_TRY(const std::string dead_url, dead_letter_url(answer));
    if (dead_url.empty()) return attributes;
    AUDMG_TRY(const json::Value dead, fetch_attributes(dead_url));
    attributes.dead = number(dead, "ApproximateNumberOfMessages");
    return attributes;
  }

 private:
  Result<json::Value> fetch_attributes(const std::string& url) {
    json::Writer json;
    json.begin_object().field("QueueUrl", url).key("AttributeNames").begin_array();
    json.value("ApproximateNumberOfMessages").value("ApproximateNumberOfMessagesNotVisible");
    json.value("ApproximateNumberOfMessagesDelayed").value("RedrivePolicy");
    json.end_array().end_object();
    auto answer = api_->call("GetQueueAttributes", json.text());
    if (!answer) return std::unexpected(to_queue_error(answer.error()));
    return *std::move(answer);
  }

  static std::uint64_t number(const json::Value& answer, std::string_view name) {
    const std::string text = text_of(answer, "Attributes", name);
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }

  /// "" without a redrive policy. Looked up once.
  Result<std::string> dead_letter_url(const json::Value& answer) {
    const std::scoped_lock lock(mutex_);
    if (dead_letter_url_) return *dead_letter_url_;
    const auto policy = json::parse(text_of(answer, "Attributes", "RedrivePolicy"), {});
    const std::string arn = policy ? text_of(*policy, "", "deadLetterTargetArn") : "";
    std::string url;
    if (!arn.empty()) {
      AUDMG_TRY(url, find_url(*api_, arn.substr(arn.rfind(':') + 1)));
    }
    dead_letter_url_ = url;
    return url;
  }

  const std::unique_ptr<Api> api_;
  const std::string url_;
  const Clock& clock_;
  Receipts receipts_;
  std::mutex mutex_;
  std::optional<std::string> dead_letter_url_;
};

}  // namespace

Result<std::unique_ptr<MessageQueue>> make_sqs_message_queue(const SqsMessageQueueOptions& options,
                                                             aws::CredentialsProvider& credentials,
                                                             aws::HttpTransport& transport,
                                                             const Clock& clock) {
  auto api = std::make_unique<Api>(options, credentials, transport, clock);
  AUDMG_TRY(std::string url, find_url(*api, options.queue));
  return std::make_unique<SqsMessageQueue>(std::move(api), std::move(url), clock);
}

}  // namespace audmg::queue::sqs
