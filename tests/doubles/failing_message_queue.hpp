// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/message_queue.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::queue {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingMessageQueue final : public MessageQueue {
 public:
  FailingMessageQueue(MessageQueue& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<std::string> send_message(const SendMessageRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.send_message(request);
  }

  Result<std::vector<Message>> receive_message(const ReceiveMessageRequest& request,
                                               const std::stop_token& stop) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.receive_message(request, stop);
  }

  Result<void> delete_message(std::string_view receipt_handle) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.delete_message(receipt_handle);
  }

  Result<void> change_message_visibility(std::string_view receipt_handle,
                                         std::chrono::milliseconds timeout,
                                         std::string_view error) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.change_message_visibility(receipt_handle, timeout, error);
  }

  Result<void> return_message(const Message& message, std::chrono::milliseconds delay) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.return_message(message, delay);
  }

  Result<QueueAttributes> get_queue_attributes() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.get_queue_attributes();
  }

 private:
  MessageQueue& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::queue
