// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"

#include "audmg/lib/json/writer.hpp"
#include "audmg/queue/adapters/sqs/api.hpp"
#include "audmg/queue/adapters/sqs/dead_letter_queue.hpp"
#include "audmg/queue/adapters/sqs/message_text.hpp"
#include "audmg/queue/adapters/sqs/receipts.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace audmg::queue::sqs {
namespace {

/// Returns whether the receipt, and not the call, is at fault.
bool is_bad_receipt(const aws::Failure& failure) {
  return failure.is("ReceiptHandleIsInvalid") || failure.is("MessageNotInflight") ||
         failure.is("InvalidParameterValue") ||
         failure.is("AWS.SimpleQueueService.MessageNotInflight");
}

std::unexpected<Error> bad_receipt() {
  return fail(ErrorCode::conflict, "the receipt is worth nothing (any more)");
}

std::unexpected<Error> cannot(const std::string& what) {
  return fail(ErrorCode::unavailable, "Amazon SQS cannot " + what);
}

class Queue final : public SqsMessageQueue {
 public:
  Queue(std::unique_ptr<Api> api, std::string url, const Clock& clock)
      : api_(std::move(api)), url_(std::move(url)), clock_(clock), receipts_(clock) {}

  Result<std::string> send_message(const SendMessageRequest& request) override {
    if (request.body.size() > kMaxBodyBytes) {
      return fail(ErrorCode::too_large, "the message's body is too large");
    }
    if (request.delay < std::chrono::milliseconds(0) || request.delay > kMaxDelay) {
      return fail(ErrorCode::invalid_argument, "a delay is 0 to 15 minutes");
    }
    if (request.order.cost < 1 || request.order.cost > kMaxMessageCost) {
      return fail(ErrorCode::invalid_argument, "a message's cost is outside its limits");
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
    const auto answer =
        api_->call("ReceiveMessage", receive_request(url_, request), request.wait_time, stop);
    if (!answer && stop.stop_requested()) return std::vector<Message>();
    if (!answer) return std::unexpected(to_queue_error(answer.error()));
    AUDMG_TRY(auto messages, read_messages(*answer));
    // Counted from the reply on, which is a little after SQS began; a worker renews long before.
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
    AUDMG_CHECK(set_visibility(receipt_handle, timeout));
    if (timeout.count() == 0 || !error.empty()) {
      static_cast<void>(receipts_.take(receipt_handle));
    } else {
      receipts_.add(std::string(receipt_handle), clock_.now() + timeout);
    }
    return {};
  }

  Result<void> return_message(const Message& message, std::chrono::milliseconds delay) override {
    if (delay < std::chrono::milliseconds(0) || delay > kMaxDelay) {
      return fail(ErrorCode::invalid_argument, "a delay is 0 to 15 minutes");
    }
    if (!receipts_.holds(message.receipt_handle)) return bad_receipt();
    // In this order, so that a failure in between leaves two messages and never none.
    const auto sent = api_->call("SendMessage", send_again_request(url_, message, delay));
    if (!sent) return std::unexpected(to_queue_error(sent.error()));
    return delete_message(message.receipt_handle);
  }

  Result<QueueAttributes> get_queue_attributes() override {
    AUDMG_TRY(const json::Value answer, api_->fetch_attributes(url_));
    QueueAttributes attributes{
        .visible = number_of(answer, "ApproximateNumberOfMessages"),
        .in_flight = number_of(answer, "ApproximateNumberOfMessagesNotVisible"),
        .delayed = number_of(answer, "ApproximateNumberOfMessagesDelayed")};
    AUDMG_TRY(attributes.dead, dead_letters_.count(answer));
    return attributes;
  }

  Result<Message> read(const DeliveredMessage& delivered) override {
    return read_delivered_message(delivered);
  }

  Result<void> take_lease(const Message& message, std::chrono::milliseconds timeout) override {
    AUDMG_CHECK(set_visibility(message.receipt_handle, timeout));
    receipts_.add(message.receipt_handle, clock_.now() + timeout);
    return {};
  }

  Result<std::vector<MessageSummary>> list_messages(const ListMessagesRequest& request) override {
    if (request.state != MessageState::dead) {
      return cannot("list messages other than dead ones: audmg jobs list --state dead");
    }
    AUDMG_TRY(const json::Value answer, api_->fetch_attributes(url_));
    return dead_letters_.look(answer, request.limit);
  }
  Result<std::optional<MessageSummary>> find_message(std::string_view) override {
    return cannot("find a message by its id");
  }
  Result<void> retry_message(std::string_view) override {
    return cannot("retry one message: audmg jobs redrive retries all dead ones");
  }
  Result<std::uint64_t> redrive() override {
    AUDMG_TRY(const json::Value answer, api_->fetch_attributes(url_));
    return dead_letters_.redrive(answer);
  }
  Result<void> set_paused(bool) override {
    return cannot("pause a queue: stop audmg worker, or disable the function's event source");
  }
  Result<bool> is_paused() override { return false; }

 private:
  Result<void> set_visibility(std::string_view receipt_handle, std::chrono::milliseconds timeout) {
    json::Writer json;
    json.begin_object()
        .field("QueueUrl", url_)
        .field("ReceiptHandle", receipt_handle)
        .field("VisibilityTimeout", whole_seconds(timeout))
        .end_object();
    const auto answer = api_->call("ChangeMessageVisibility", json.text());
    if (answer) return {};
    if (is_bad_receipt(answer.error())) return bad_receipt();
    return std::unexpected(to_queue_error(answer.error()));
  }

  const std::unique_ptr<Api> api_;
  const std::string url_;
  const Clock& clock_;
  Receipts receipts_;
  DeadLetterQueue dead_letters_{*api_};
};

}  // namespace

Result<std::unique_ptr<SqsMessageQueue>> make_sqs_message_queue(
    const SqsMessageQueueOptions& options, aws::CredentialsProvider& credentials,
    aws::HttpTransport& transport, const Clock& clock) {
  auto api = std::make_unique<Api>(options, credentials, transport, clock);
  AUDMG_TRY(std::string url, api->find_url(options.queue));
  return std::make_unique<Queue>(std::move(api), std::move(url), clock);
}

}  // namespace audmg::queue::sqs
