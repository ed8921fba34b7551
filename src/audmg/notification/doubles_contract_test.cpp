// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/mailer_contract.hpp"
#include "contract/publisher_contract.hpp"
#include "doubles/failing_publisher.hpp"
#include "doubles/recording_mailer.hpp"
#include "doubles/recording_publisher.hpp"

namespace audmg::notification {
namespace {

/// The plan fails as the subscriber would.
void plan_for(Recipient state, FailurePlan& plan) {
  switch (state) {
    case Recipient::accepts:
      return plan.stop_failing();
    case Recipient::is_busy:
    case Recipient::is_gone:
      return plan.fail_always(ErrorCode::unavailable);
    case Recipient::refuses:
      return plan.fail_always(ErrorCode::invalid_argument);
    case Recipient::hangs:
      return plan.fail_always(ErrorCode::deadline_exceeded);
  }
}

class FailingPublisherHarness {
 public:
  Publisher& publisher() { return failing_; }
  Publisher& impatient() { return failing_; }
  void let(Recipient state) { plan_for(state, plan_); }
  std::vector<std::string> taken() {
    std::vector<std::string> ids;
    for (const Event& event : recording_.events()) ids.push_back(event.id);
    return ids;
  }
  std::string last_text() { return recording_.events().back().detail; }

 private:
  FailurePlan plan_;
  RecordingPublisher recording_;
  FailingPublisher failing_{recording_, plan_};
};

class FailingMailerHarness {
 public:
  Mailer& mailer() { return failing_; }
  Mailer& impatient() { return failing_; }
  void let(Recipient state) { plan_for(state, plan_); }
  std::vector<TakenMail> taken() {
    std::vector<TakenMail> taken;
    for (const Mail& mail : recording_.mails()) {
      taken.push_back({mail.to, mail.subject, mail.text,
                       mail.id.empty() ? std::to_string(taken.size()) : mail.id});
    }
    return taken;
  }

 private:
  FailurePlan plan_;
  RecordingMailer recording_;
  FailingMailer failing_{recording_, plan_};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Failing, PublisherContract, FailingPublisherHarness);
INSTANTIATE_TYPED_TEST_SUITE_P(Failing, MailerContract, FailingMailerHarness);

}  // namespace
}  // namespace audmg::notification
