// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/mail_text.hpp"

#include "audmg/notification/quoted_printable.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace audmg::notification {
namespace {

constexpr TimePoint kTime{std::chrono::milliseconds{784'111'777'123}};
constexpr std::string_view kFrom = "drive@example.org";

Mail mail(std::string subject, std::string text = "Hello.") {
  return {.to = "ada@example.org",
          .subject = std::move(subject),
          .text = std::move(text),
          .id = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"};
}

std::string text_of(const Mail& mail) { return mail_text(mail, kFrom, kTime).value_or("refused"); }

TEST(MailText, IsWhatRfc5322Asks) {
  EXPECT_EQ(text_of(mail("A file failed")),
            "Date: Sun, 06 Nov 1994 08:49:37 +0000\r\n"
            "From: Audmg Drive <drive@example.org>\r\n"
            "To: <ada@example.org>\r\n"
            "Subject: A file failed\r\n"
            "Message-ID: <0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a@example.org>\r\n"
            "MIME-Version: 1.0\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Hello.\r\n");
}

TEST(MailText, HasTheTextBeforeTheHtml) {
  Mail both = mail("Hello");
  both.html = "<p class=\"x\">Hello</p>";
  const std::string text = text_of(both);
  const std::string start = "--=_0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a";
  EXPECT_NE(text.find("Content-Type: multipart/alternative; "
                      "boundary=\"=_0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a\"\r\n\r\n" +
                      start +
                      "\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n"
                      "\r\n"
                      "Hello.\r\n" +
                      start +
                      "\r\n"
                      "Content-Type: text/html; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n"
                      "\r\n"
                      "<p class=3D\"x\">Hello</p>\r\n" +
                      start + "--\r\n"),
            std::string::npos)
      << text;
  both.html = "\xff";
  EXPECT_EQ(text_of(both), "refused");
}

TEST(MailText, EncodesForeignSubjectsInWholeCharacters) {
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "\xe2\x82\xac";
  const std::string text = text_of(mail(subject));
  const std::size_t begin = text.find("Subject: ");
  const std::string field = text.substr(begin, text.find("Message-ID") - begin);
  // 45 bytes are 15 characters, 60 of base64.
  std::string word;
  for (int i = 0; i < 15; ++i) word += "4oKs";
  const std::string rest(word, 0, 40);
  EXPECT_EQ(field, "Subject: =?utf-8?B?" + word + "?=\r\n =?utf-8?B?" + word + "?=\r\n =?utf-8?B?" +
                       rest + "?=\r\n");
}

TEST(MailText, EncodesWhatLooksEncodedOrIsLong) {
  EXPECT_NE(text_of(mail("=?utf-8?B?aGk=?=")).find("Subject: =?utf-8?B?PT91"), std::string::npos);
  EXPECT_NE(text_of(mail(std::string(61, 'x'))).find("Subject: =?utf-8?B?eHh4"), std::string::npos);
}

TEST(MailText, NoFieldCanBeAdded) {
  const std::string evil[] = {"a\r\nBcc: x@example.org",
                              "a\nBcc: x@example.org",
                              "a\rb",
                              std::string("a\0b", 3),
                              "\x7f",
                              "\xff"};
  for (const std::string& text : evil) {
    EXPECT_EQ(error_code(mail_text(mail(text), kFrom, kTime)), ErrorCode::invalid_argument);
    Mail other = mail("a");
    other.to = "ada@example.org" + text;
    EXPECT_EQ(error_code(mail_text(other, kFrom, kTime)), ErrorCode::invalid_argument);
    other = mail("a");
    other.id = text;
    EXPECT_EQ(error_code(mail_text(other, kFrom, kTime)), ErrorCode::invalid_argument);
  }
  EXPECT_EQ(error_code(mail_text(mail("a", std::string("a\0b", 3)), kFrom, kTime)),
            ErrorCode::invalid_argument);
  EXPECT_EQ(error_code(mail_text(mail("a", "\xc3"), kFrom, kTime)), ErrorCode::invalid_argument);
}

TEST(MailText, MakesAnIdWhenThereIsNone) {
  Mail fresh = mail("a");
  fresh.id.clear();
  EXPECT_NE(text_of(fresh), text_of(fresh));
  EXPECT_NE(text_of(fresh).find("Message-ID: <0"), std::string::npos);
}

TEST(MailAddress, TakesPlainOnesOnly) {
  for (const std::string_view good :
       {"a@b", "ada.lovelace+drive@mail.example.org", "o'neil@x-y.z", "root@localhost"}) {
    EXPECT_TRUE(is_mail_address(good)) << good;
  }
  const std::string long_name(65, 'a');
  for (const std::string& bad : {std::string(""),
                                 std::string("ada"),
                                 std::string("@b"),
                                 std::string("a@"),
                                 std::string("a@b@c"),
                                 std::string("a b@c"),
                                 std::string("a..b@c"),
                                 std::string(".a@b"),
                                 std::string("a@b..c"),
                                 std::string("a@-b"),
                                 std::string("<a@b>"),
                                 std::string("\"a\"@b"),
                                 std::string("a@[127.0.0.1]"),
                                 std::string("a@b,c@d"),
                                 std::string("a@b;c"),
                                 std::string("\xc3\xa9@b"),
                                 std::string("a@b\r\n"),
                                 std::string("a\0@b", 4),
                                 long_name + "@b",
                                 "a@" + std::string(64, 'b'),
                                 "a@" + std::string(300, 'b')}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
}

TEST(QuotedPrintable, KeepsTextReadableAndLinesShort) {
  EXPECT_EQ(quoted_printable(""), "");
  EXPECT_EQ(quoted_printable("a=b"), "a=3Db\r\n");
  EXPECT_EQ(quoted_printable("caf\xc3\xa9\r\nx\ry\n\nz"), "caf=C3=A9\r\nx\r\ny\r\n\r\nz\r\n");
  EXPECT_EQ(quoted_printable("a b \tc\t"), "a b =09c=09\r\n");
  EXPECT_EQ(quoted_printable("a "), "a=20\r\n");
  EXPECT_EQ(quoted_printable(".\nFrom me"), "=2E\r\n=46rom me\r\n");
  EXPECT_EQ(quoted_printable(std::string(76, 'x')), std::string(75, 'x') + "=\r\nx\r\n");
  EXPECT_EQ(quoted_printable(std::string(75, 'x') + "."), std::string(75, 'x') + "=\r\n=2E\r\n");
}

TEST(QuotedPrintable, NoLineIsLongerThan76) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += static_cast<char>(i % 251 + 1);
  std::string out = quoted_printable(text);
  for (std::size_t end = 0; (end = out.find("\r\n")) != std::string::npos; out.erase(0, end + 2)) {
    EXPECT_LE(end, 76u);
  }
  EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace audmg::notification
