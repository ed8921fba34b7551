// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/smtp/smtp_mailer.hpp"
#include "audmg/notification/mail_publisher.hpp"
#include "contract/mailer_contract.hpp"
#include "receivers/receiver_process.hpp"

#include <memory>
#include <string>
#include <vector>

namespace audmg::notification {
namespace {

/// aiosmtpd, once with STARTTLS and a log-in, once with TLS from the first byte.
template <bool implicit_tls>
class SmtpHarness {
 public:
  Mailer& mailer() { return *mailer_; }
  Mailer& impatient() { return *impatient_; }

  void let(Recipient state) {
    if (state == Recipient::is_gone) return receiver_.stop();
    if (state == Recipient::accepts) receiver_.set_mode("accept");
    if (state == Recipient::is_busy) receiver_.set_mode("busy");
    if (state == Recipient::refuses) receiver_.set_mode("refuse");
    if (state == Recipient::hangs) receiver_.set_mode("hang");
  }

  std::vector<TakenMail> taken() {
    std::vector<TakenMail> mails;
    for (const json::Value& record : receiver_.records()) {
      mails.push_back({text_of(record, "to"), text_of(record, "subject"), text_of(record, "text"),
                       text_of(record, "messageId")});
    }
    return mails;
  }

 private:
  static std::vector<std::string> receiver_options() {
    if (implicit_tls) return {"--tls", "implicit"};
    return {"--tls", "starttls", "--user", "drive", "--password", "a password"};
  }

  std::unique_ptr<Mailer> make(std::chrono::milliseconds timeout) {
    SmtpOptions options{
        .url = (implicit_tls ? "smtps://localhost:" : "smtp://localhost:") + receiver_.port(),
        .from = "drive@example.org",
        .timeout = timeout,
        .ca_file = receiver_.certificate()};
    if (!implicit_tls) {
      options.user = "drive";
      options.password = "a password";
    }
    auto mailer = make_smtp_mailer(std::move(options), clock_);
    EXPECT_TRUE(mailer);
    return *std::move(mailer);
  }

  SystemClock clock_;
  ReceiverProcess receiver_{"smtp_receiver.py", ReceiverProcess::Tls::on, receiver_options()};
  std::unique_ptr<Mailer> mailer_ = make(std::chrono::seconds(20));
  std::unique_ptr<Mailer> impatient_ = make(kImpatience);
};

/// Events as mails, over a real server.
class MailPublisherHarness {
 public:
  Publisher& publisher() { return *publisher_; }
  Publisher& impatient() { return *impatient_; }
  void let(Recipient state) { smtp_.let(state); }

  std::vector<std::string> taken() {
    std::vector<std::string> ids;
    for (const TakenMail& mail : smtp_.taken()) {
      ids.push_back(mail.message_id.substr(1, mail.message_id.find('@') - 1));
    }
    return ids;
  }
  std::string last_text() { return smtp_.taken().back().text; }

 private:
  std::unique_ptr<Publisher> make(Mailer& mailer) {
    auto publisher = make_mail_publisher({.to = "ops@example.org", .types = {"file.*"}}, mailer);
    EXPECT_TRUE(publisher);
    return *std::move(publisher);
  }

  SmtpHarness<true> smtp_;
  std::unique_ptr<Publisher> publisher_ = make(smtp_.mailer());
  std::unique_ptr<Publisher> impatient_ = make(smtp_.impatient());
};

using Smtps = SmtpHarness<true>;
using Starttls = SmtpHarness<false>;
using Harnesses = testing::Types<Smtps, Starttls>;
INSTANTIATE_TYPED_TEST_SUITE_P(Smtp, MailerContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Mail, PublisherContract, MailPublisherHarness);

}  // namespace
}  // namespace audmg::notification
