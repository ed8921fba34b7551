// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/queue_administration.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::queue {

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingQueueAdministration final : public QueueAdministration {
 public:
  FailingQueueAdministration(QueueAdministration& inner, FailurePlan& plan)
      : inner_(inner), plan_(plan) {}

  Result<std::vector<MessageSummary>> list_messages(const ListMessagesRequest& request) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.list_messages(request);
  }

  Result<std::optional<MessageSummary>> find_message(std::string_view message_id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.find_message(message_id);
  }

  Result<void> retry_message(std::string_view message_id) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.retry_message(message_id);
  }

  Result<std::uint64_t> redrive() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.redrive();
  }

  Result<void> set_paused(bool paused) override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.set_paused(paused);
  }

  Result<bool> is_paused() override {
    AUDMG_CHECK(plan_.before_call());
    return inner_.is_paused();
  }

 private:
  QueueAdministration& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::queue
