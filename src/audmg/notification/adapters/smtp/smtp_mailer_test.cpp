// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/smtp/smtp_mailer.hpp"

#include "contract/error_code.hpp"
#include "doubles/manual_clock.hpp"
#include "receivers/receiver_process.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::notification {
namespace {

using namespace std::chrono_literals;

const Mail kMail{.to = "ada@example.org", .subject = "Hello", .text = "Hello.", .id = "one"};

class Smtp : public testing::Test {
 protected:
  Result<void> send(SmtpOptions options, const Mail& mail = kMail) {
    options.from = "drive@example.org";
    options.timeout = 20s;
    const auto mailer = make_smtp_mailer(std::move(options), clock_);
    if (!mailer) return std::unexpected(mailer.error());
    return (*mailer)->send_mail(mail);
  }

  ManualClock clock_;
};

TEST_F(Smtp, LogsInOverTlsOnly) {
  ReceiverProcess receiver("smtp_receiver.py", ReceiverProcess::Tls::on,
                           {"--tls", "starttls", "--user", "drive", "--password", "a password"});
  SmtpOptions options{.url = "smtp://localhost:" + receiver.port(),
                      .user = "drive",
                      .password = "a password",
                      .from = {},
                      .ca_file = receiver.certificate()};
  ASSERT_TRUE(send(options));
  const auto records = receiver.records();
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(text_of(records[0], "from"), "drive@example.org");
  EXPECT_EQ(text_of(records[0], "user"), "drive");
  EXPECT_EQ(records[0].find("tls")->as_bool(), true);
  EXPECT_EQ(text_of(records[0], "messageId"), "<one@example.org>");

  options.password = "wrong";
  const auto refused = send(options);
  EXPECT_EQ(error_code(refused), ErrorCode::unavailable) << "the settings can be mended";
  EXPECT_TRUE(!refused && refused.error().retryable);
  EXPECT_TRUE(!refused && refused.error().message.find("wrong") == std::string::npos);
  options.user.clear();
  EXPECT_EQ(error_code(send(options)), ErrorCode::unavailable);
  EXPECT_EQ(receiver.records().size(), 1u);
}

TEST_F(Smtp, IsProbedWithoutAMail) {
  ReceiverProcess receiver("smtp_receiver.py", ReceiverProcess::Tls::on,
                           {"--tls", "starttls", "--user", "drive", "--password", "a password"});
  SmtpOptions options{.url = "smtp://localhost:" + receiver.port(),
                      .user = "drive",
                      .password = "a password",
                      .from = {},
                      .timeout = 20s,
                      .ca_file = receiver.certificate()};
  EXPECT_TRUE(probe_smtp_server(options));
  options.password = "wrong";
  EXPECT_EQ(error_code(probe_smtp_server(options)), ErrorCode::unavailable);
  options.password = "a password";
  receiver.stop();
  EXPECT_EQ(error_code(probe_smtp_server(options)), ErrorCode::unavailable);
  EXPECT_EQ(error_code(probe_smtp_server({.url = "https://localhost", .from = {}})),
            ErrorCode::invalid_argument);
  EXPECT_TRUE(receiver.records().empty());
}

TEST_F(Smtp, AServerWithoutStarttlsGetsNothing) {
  ReceiverProcess receiver("smtp_receiver.py", ReceiverProcess::Tls::off);
  const std::string url = "smtp://127.0.0.1:" + receiver.port();
  EXPECT_EQ(error_code(send({.url = url, .from = {}})), ErrorCode::unavailable);
  EXPECT_TRUE(receiver.records().empty());
  EXPECT_TRUE(send({.url = url + "?tls=off", .from = {}}));
  EXPECT_EQ(receiver.records().size(), 1u);
}

TEST_F(Smtp, AnUnknownCertificateGetsNothing) {
  for (const std::string tls : {"starttls", "implicit"}) {
    ReceiverProcess receiver("smtp_receiver.py", ReceiverProcess::Tls::on, {"--tls", tls});
    const std::string scheme = tls == "implicit" ? "smtps" : "smtp";
    EXPECT_EQ(error_code(send({.url = scheme + "://localhost:" + receiver.port(), .from = {}})),
              ErrorCode::unavailable);
    EXPECT_TRUE(receiver.records().empty());
  }
}

TEST_F(Smtp, AMailRefusedAfterItsTextIsRefusedForGood) {
  ReceiverProcess receiver("smtp_receiver.py", ReceiverProcess::Tls::off);
  Mail spam = kMail;
  spam.to = "spam@example.org";
  const auto sent =
      send({.url = "smtp://127.0.0.1:" + receiver.port() + "?tls=off", .from = {}}, spam);
  EXPECT_EQ(error_code(sent), ErrorCode::invalid_argument);
  EXPECT_TRUE(receiver.records().empty());
}

TEST_F(Smtp, HasExactlyTheFieldsItMeans) {
  ReceiverProcess receiver("smtp_receiver.py", ReceiverProcess::Tls::off);
  ASSERT_TRUE(send({.url = "smtp://127.0.0.1:" + receiver.port() + "?tls=off", .from = {}}));
  const auto records = receiver.records();
  ASSERT_EQ(records.size(), 1u);
  std::string names;
  for (const json::Value& name : *records[0].find("headers")->as_array()) {
    names += *name.as_string() + " ";
  }
  EXPECT_EQ(names,
            "Date From To Subject Message-ID MIME-Version Auto-Submitted Content-Type "
            "Content-Transfer-Encoding ");
}

TEST_F(Smtp, RefusesSettingsThatCannotWork) {
  const auto verdict = [&](SmtpOptions options) {
    return error_code(make_smtp_mailer(std::move(options), clock_));
  };
  const std::string from = "drive@example.org";
  EXPECT_FALSE(verdict({.url = "smtps://mail.example.org", .from = from}));
  EXPECT_FALSE(verdict({.url = "smtp://mail.example.org:587/", .from = from}));
  for (const std::string url : {"", "mail.example.org", "https://mail.example.org", "smtp://",
                                "smtp://u:p@mail.example.org", "smtp://mail.example.org/x",
                                "smtp://mail.example.org?tls=on",
                                "smtps://mail.example.org?tls=off", "smtp://mail.example.org#x"}) {
    EXPECT_EQ(verdict({.url = url, .from = from}), ErrorCode::invalid_argument) << url;
  }
  EXPECT_EQ(verdict({.url = "smtp://mail.example.org", .from = "Drive"}),
            ErrorCode::invalid_argument);
  EXPECT_EQ(verdict({.url = "smtp://127.0.0.1?tls=off", .user = "drive", .from = from}),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace audmg::notification
