// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/webhook_publisher.hpp"
#include "contract/publisher_contract.hpp"
#include "receivers/receiver_process.hpp"

namespace audmg::notification {
namespace {

/// Python's HTTP server with TLS.
class WebhookHarness {
 public:
  Publisher& publisher() { return *publisher_; }
  Publisher& impatient() { return *impatient_; }

  void let(Recipient state) {
    if (state == Recipient::is_gone) return receiver_.stop();
    if (state == Recipient::accepts) receiver_.set_mode("accept");
    if (state == Recipient::is_busy) receiver_.set_mode("busy");
    if (state == Recipient::refuses) receiver_.set_mode("refuse");
    if (state == Recipient::hangs) receiver_.set_mode("hang");
  }

  std::vector<std::string> taken() {
    std::vector<std::string> ids;
    for (const json::Value& record : receiver_.records()) {
      if (text_of(record, "mode") == "accept")
        ids.push_back(text_of(*record.find("headers"), "webhook-id"));
    }
    return ids;
  }
  std::string last_text() { return text_of(receiver_.records().back(), "body"); }

 private:
  std::unique_ptr<Publisher> make(std::chrono::milliseconds timeout) {
    auto publisher =
        make_webhook_publisher({.url = "https://localhost:" + receiver_.port() + "/hook",
                                .secret = "a secret of at least 24 bytes",
                                .allow_private = true,
                                .timeout = timeout,
                                .ca_file = receiver_.certificate()},
                               clock_);
    EXPECT_TRUE(publisher);
    return *std::move(publisher);
  }

  SystemClock clock_;
  ReceiverProcess receiver_{"webhook_receiver.py", ReceiverProcess::Tls::on};
  std::unique_ptr<Publisher> publisher_ = make(std::chrono::seconds(20));
  std::unique_ptr<Publisher> impatient_ = make(kImpatience);
};

INSTANTIATE_TYPED_TEST_SUITE_P(Webhook, PublisherContract, WebhookHarness);

}  // namespace
}  // namespace audmg::notification
