// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/notification/mailer.hpp"
#include "audmg/notification/publisher.hpp"
#include "doubles/failure_plan.hpp"

namespace audmg::notification {

/// Returns the failure that the plan has ready, in the form that these ports report it.
[[nodiscard]] inline Result<void> before_call(FailurePlan& plan) {
  Result<void> outcome = plan.before_call();
  if (!outcome) {
    Error& error = outcome.error();
    error.retryable =
        error.code == ErrorCode::unavailable || error.code == ErrorCode::deadline_exceeded;
  }
  return outcome;
}

/// Forwards every call unless the plan makes it fail; a failed call does nothing.
class FailingPublisher final : public Publisher {
 public:
  FailingPublisher(Publisher& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<void> publish(const Event& event) override {
    AUDMG_CHECK(before_call(plan_));
    return inner_.publish(event);
  }

 private:
  Publisher& inner_;
  FailurePlan& plan_;
};

/// Does the same for mails.
class FailingMailer final : public Mailer {
 public:
  FailingMailer(Mailer& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  Result<void> send_mail(const Mail& mail) override {
    AUDMG_CHECK(before_call(plan_));
    return inner_.send_mail(mail);
  }

 private:
  Mailer& inner_;
  FailurePlan& plan_;
};

}  // namespace audmg::notification
