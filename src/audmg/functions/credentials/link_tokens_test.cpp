// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/link_tokens.hpp"

#include "audmg/functions/app_address.hpp"
#include "audmg/identity/signer.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <array>

namespace audmg::functions {
namespace {

constexpr std::array kPurposes = {LinkPurpose::reset_password, LinkPurpose::verify_email,
                                  LinkPurpose::change_email};

class LinkTokensTest : public DriveTest {
 protected:
  database::User user{.id = UserId::make(drive.clock.now()),
                      .username = "ada",
                      .email = "ada@example.org",
                      .credential_version = 7,
                      .created_at = drive.clock.now()};

  std::string make(LinkPurpose purpose, std::string_view new_email = "") {
    return make_link_token(purpose, user, new_email, drive.services);
  }
  std::optional<LinkToken> read(LinkPurpose purpose, std::string_view text) {
    return read_link_token(purpose, text, drive.services);
  }
  /// Returns whether a payload that is signed for a reset is read.
  bool reads_payload(const std::string& payload) {
    return read(LinkPurpose::reset_password,
                drive.services.signer.seal("link reset_password", payload))
        .has_value();
  }
};

TEST_F(LinkTokensTest, NameTheAccountAsItIs) {
  const auto token =
      read(LinkPurpose::change_email, make(LinkPurpose::change_email, "new@example.org"));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->user, user.id);
  EXPECT_EQ(token->credential_version, 7);
  EXPECT_EQ(token->email, "ada@example.org");
  EXPECT_EQ(token->new_email, "new@example.org");
  EXPECT_TRUE(is_current(LinkPurpose::change_email, *token, user));
}

TEST_F(LinkTokensTest, CarryAnyAddress) {
  user.email = "\"a\\b\"@m\xc3\xbcnchen.example";
  const auto token = read(LinkPurpose::verify_email, make(LinkPurpose::verify_email));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->email, user.email);
}

TEST_F(LinkTokensTest, AreGoodForOnePurpose) {
  for (const LinkPurpose made_for : kPurposes) {
    const std::string text = make(made_for);
    for (const LinkPurpose used_for : kPurposes) {
      EXPECT_EQ(read(used_for, text).has_value(), made_for == used_for);
    }
  }
}

TEST_F(LinkTokensTest, Expire) {
  const std::string reset = make(LinkPurpose::reset_password);
  const std::string verify = make(LinkPurpose::verify_email);
  const std::string change = make(LinkPurpose::change_email, "new@example.org");
  drive.clock.advance(std::chrono::minutes(30) - std::chrono::milliseconds(1));
  EXPECT_TRUE(read(LinkPurpose::reset_password, reset));
  drive.clock.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(read(LinkPurpose::reset_password, reset));
  EXPECT_TRUE(read(LinkPurpose::verify_email, verify));
  EXPECT_TRUE(read(LinkPurpose::change_email, change));
  drive.clock.advance(std::chrono::hours(24) - std::chrono::minutes(30));
  EXPECT_FALSE(read(LinkPurpose::verify_email, verify));
  EXPECT_FALSE(read(LinkPurpose::change_email, change));
}

TEST_F(LinkTokensTest, EndWithAChangeOfWhatTheyName) {
  struct Case {
    LinkPurpose purpose;
    bool after_new_password;
  };
  for (const Case& one :
       {Case{LinkPurpose::reset_password, false}, Case{LinkPurpose::verify_email, true},
        Case{LinkPurpose::change_email, false}}) {
    const auto token = read(one.purpose, make(one.purpose));
    ASSERT_TRUE(token);
    EXPECT_TRUE(is_current(one.purpose, *token, user));
    auto other = user;
    ++other.credential_version;
    EXPECT_EQ(is_current(one.purpose, *token, other), one.after_new_password);
    other = user;
    other.email = "other@example.org";
    EXPECT_FALSE(is_current(one.purpose, *token, other));
    other = user;
    other.disabled = true;
    EXPECT_FALSE(is_current(one.purpose, *token, other));
    other = user;
    other.username = "lovelace";
    EXPECT_TRUE(is_current(one.purpose, *token, other)) << "a name is not a credential";
  }
}

TEST_F(LinkTokensTest, AreNotTakenFromAnybodyElse) {
  const std::string good = make(LinkPurpose::reset_password);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(read(LinkPurpose::reset_password, changed)) << i;
  }
  for (const std::string& text :
       {std::string(), std::string("."), good + "A", good.substr(1), std::string(100'000, 'A')}) {
    EXPECT_FALSE(read(LinkPurpose::reset_password, text));
  }
}

TEST_F(LinkTokensTest, NeedEveryMember) {
  const std::string end = format_rfc3339(drive.clock.now() + std::chrono::minutes(1));
  const auto payload = [&](std::string_view without, std::string_view other = "",
                           std::string_view value = "") {
    std::string text = "{";
    for (const auto& [name, is] : {std::pair<std::string_view, std::string>{"user", user.id.text()},
                                   {"version", "7"},
                                   {"email", "a@b.c"},
                                   {"newEmail", ""},
                                   {"expiresAt", end}}) {
      if (name == without) continue;
      if (text.size() > 1) text += ',';
      text.append("\"").append(name).append("\":\"");
      text.append(name == other ? value : std::string_view(is)).append("\"");
    }
    return text + '}';
  };
  EXPECT_TRUE(reads_payload(payload("")));
  for (const std::string_view name : {"user", "version", "email", "newEmail", "expiresAt"}) {
    EXPECT_FALSE(reads_payload(payload(name))) << name;
  }
  EXPECT_FALSE(reads_payload(payload("", "user", "ada")));
  EXPECT_FALSE(reads_payload(payload("", "user", "")));
  EXPECT_FALSE(reads_payload(payload("", "version", "0")));
  EXPECT_FALSE(reads_payload(payload("", "version", "7x")));
  EXPECT_FALSE(reads_payload(payload("", "expiresAt", "tomorrow")));
  for (const std::string_view text : {"", "[]", "null", "7", "{", R"({"user":1})"}) {
    EXPECT_FALSE(reads_payload(std::string(text))) << text;
  }
}

TEST_F(LinkTokensTest, StandInTheFragmentOfThePage) {
  drive.services.app_address.set("https://drive.example.org/audmg");
  EXPECT_EQ(page_path("/reset", "abc"), "/reset#token=abc");
  EXPECT_EQ(link_to_page("/reset", "abc", drive.services),
            "https://drive.example.org/audmg/reset#token=abc");
}

}  // namespace
}  // namespace audmg::functions
