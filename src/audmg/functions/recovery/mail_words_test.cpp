// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/recovery/mail_words.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/functions/recovery/mail_templates.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace audmg::functions {
namespace {

constexpr std::array kKinds = {AccountMailKind::reset_password,
                               AccountMailKind::verify_email,
                               AccountMailKind::change_email,
                               AccountMailKind::email_taken,
                               AccountMailKind::password_changed_everywhere,
                               AccountMailKind::password_changed,
                               AccountMailKind::email_changed,
                               AccountMailKind::factor_added,
                               AccountMailKind::factor_removed,
                               AccountMailKind::factors_reset,
                               AccountMailKind::recovery_code_used,
                               AccountMailKind::app_password_created};
constexpr std::string_view kLink = "https://drive.example.org/reset#token=a.b&c";

/// Kinds whose sentences name the thing that the mail is about.
bool names_its_subject(AccountMailKind kind) {
  return kind != AccountMailKind::reset_password && kind != AccountMailKind::verify_email &&
         kind != AccountMailKind::change_email && kind != AccountMailKind::email_taken &&
         kind != AccountMailKind::password_changed &&
         kind != AccountMailKind::password_changed_everywhere &&
         kind != AccountMailKind::factors_reset;
}

MailWords words_of(AccountMailKind kind, std::string_view language) {
  return {.kind = kind,
          .language = language,
          .username = "ada",
          .link = kLink,
          .subject = "the-subject"};
}

TEST(MailWordsTest, SaysEveryKindInBothLanguages) {
  std::set<std::string> subjects;
  for (const AccountMailKind kind : kKinds) {
    for (const std::string_view language : {"en", "de"}) {
      SCOPED_TRACE(mail_template(kind, language).subject);
      const notification::Mail mail = mail_words(words_of(kind, language));
      EXPECT_EQ(mail.to, "");
      EXPECT_TRUE(subjects.insert(mail.subject).second) << "each kind has its own subject";
      for (const std::string& text : {mail.subject, mail.text, mail.html}) {
        EXPECT_FALSE(text.empty());
        EXPECT_TRUE(count_code_points(text));
        EXPECT_EQ(text.find("{name}"), std::string::npos);
        EXPECT_EQ(text.find("{subject}"), std::string::npos);
      }
      EXPECT_TRUE(mail.text.starts_with(language == "de" ? "Hallo ada,\n\n" : "Hello ada,\n\n"));
      EXPECT_NE(mail.text.find("\n\n" + std::string(kLink) + "\n\n"), std::string::npos);
      EXPECT_EQ(mail.text.find("the-subject") != std::string::npos, names_its_subject(kind));
      EXPECT_EQ(mail.html.find("the-subject") != std::string::npos, names_its_subject(kind));
      EXPECT_EQ(mail.subject.find('\n'), std::string::npos);
    }
  }
}

TEST(MailWordsTest, SpeaksEnglishUnlessAskedForGerman) {
  const std::string english = mail_words(words_of(kKinds[0], "en")).text;
  for (const std::string_view language : {"", "fr", "DE", "de-AT"}) {
    EXPECT_EQ(mail_words(words_of(kKinds[0], language)).text, english) << language;
  }
  EXPECT_NE(mail_words(words_of(kKinds[0], "de")).text, english);
}

TEST(MailWordsTest, EscapesNamesAndLinksInHtml) {
  MailWords words = words_of(AccountMailKind::factor_added, "en");
  words.username = "<b>\"ada\"&";
  words.subject = "<script>alert(1)</script>";
  const notification::Mail mail = mail_words(words);
  EXPECT_NE(mail.html.find("Hello &lt;b&gt;&quot;ada&quot;&amp;,"), std::string::npos);
  EXPECT_NE(mail.html.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  EXPECT_EQ(mail.html.find("<script"), std::string::npos);
  EXPECT_NE(mail.html.find("href=\"https://drive.example.org/reset#token=a.b&amp;c\""),
            std::string::npos);
  EXPECT_TRUE(mail.text.starts_with("Hello <b>\"ada\"&,\n")) << "plain text needs no escapes";
}

TEST(MailWordsTest, LeavesBracesInNamesAsTheyAre) {
  MailWords words = words_of(AccountMailKind::factor_added, "en");
  words.username = "{subject}";
  words.subject = "{name}";
  const notification::Mail mail = mail_words(words);
  EXPECT_TRUE(mail.text.starts_with("Hello {subject},\n"));
  EXPECT_NE(mail.text.find("added to your account: {name}."), std::string::npos);
}

}  // namespace
}  // namespace audmg::functions
