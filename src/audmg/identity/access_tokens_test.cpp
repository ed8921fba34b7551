// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/access_tokens.hpp"

#include "doubles/manual_clock.hpp"
#include "doubles/token_forge.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::identity {
namespace {

using std::chrono::seconds;

constexpr std::string_view kSecret = "a test secret of thirty-two byte";
constexpr std::string_view kUser = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a";
constexpr std::string_view kSession = "0198f2c4-5a1e-7c3d-9b2a-000000000001";

class AccessTokensTest : public testing::Test {
 protected:
  /// A good payload in which one piece of text is replaced.
  [[nodiscard]] std::string payload(std::string_view what = "", std::string_view by = "") const {
    std::string text =
        R"({"iss":"audmg-drive","aud":"audmg-drive","sub":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",)"
        R"("sid":"0198f2c4-5a1e-7c3d-9b2a-000000000001","name":"ada","iat":1763812800,)"
        R"("exp":1763813700,"jti":"0198f2c4-5a1e-7c3d-9b2a-000000000002"})";
    if (what.empty()) return text;
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
  }

  [[nodiscard]] bool accepts(std::string_view token) const {
    return tokens_.verify(token).has_value();
  }
  [[nodiscard]] bool accepts_payload(const std::string& text) const {
    return accepts(forge_.sign(TokenForge::kGoodHeader, text));
  }
  [[nodiscard]] bool accepts_header(std::string_view header) const {
    return accepts(forge_.sign(header, payload()));
  }

  ManualClock clock_;
  AccessTokens tokens_{std::string(kSecret), clock_};
  TokenForge forge_{std::string(kSecret)};
};

TEST_F(AccessTokensTest, GivesBackWhatItIssued) {
  const AccessClaims claims{.user = *UserId::parse(kUser),
                            .session = *SessionId::parse(kSession),
                            .username = "ada",
                            .expires_at = clock_.now() + seconds(900)};
  const auto token = tokens_.issue(claims);
  ASSERT_TRUE(token);
  const auto verified = tokens_.verify(*token);
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->user, claims.user);
  EXPECT_EQ(verified->session, claims.session);
  EXPECT_EQ(verified->username, "ada");
  EXPECT_EQ(verified->expires_at, claims.expires_at);
  EXPECT_NE(*token, *tokens_.issue(claims)) << "jti makes each token its own";
}

// Everything below is refused for a reason of its own only if this one is accepted.
TEST_F(AccessTokensTest, AcceptsAGoodTokenOfAnotherLibrary) {
  EXPECT_TRUE(accepts_payload(payload()));
  EXPECT_TRUE(accepts_header(R"({"typ":"JWT","alg":"HS256"})"));
  EXPECT_TRUE(accepts_payload(payload(",\"exp\":", " , \"exp\" : ")));
}

TEST_F(AccessTokensTest, RefusesEveryOtherHeader) {
  for (const std::string_view header : {
           R"({"alg":"none","typ":"JWT"})",
           R"({"alg":"None","typ":"JWT"})",
           R"({"alg":"nOnE","typ":"JWT"})",
           R"({"alg":"HS384","typ":"JWT"})",
           R"({"alg":"HS512","typ":"JWT"})",
           R"({"alg":"RS256","typ":"JWT"})",
           R"({"alg":"ES256","typ":"JWT"})",
           R"({"alg":"hs256","typ":"JWT"})",
           R"({"alg":["HS256"],"typ":"JWT"})",
           R"({"typ":"JWT"})",
           R"({"alg":"HS256"})",
           R"({"alg":"HS256","typ":"jwt+x"})",
           R"({"alg":"HS256","typ":"JWT","kid":"../../dev/null"})",
           R"({"alg":"HS256","typ":"JWT","kid":"x' UNION SELECT 'a"})",
           R"({"alg":"HS256","typ":"JWT","kid":["a"]})",
           R"({"alg":"HS256","typ":"JWT","jwk":{"kty":"oct","k":"AAAA"}})",
           R"({"alg":"HS256","typ":"JWT","jku":"http://127.0.0.1/keys"})",
           R"({"alg":"HS256","typ":"JWT","x5c":["AAAA"]})",
           R"({"alg":"HS256","typ":"JWT","x5u":"http://127.0.0.1/cert"})",
           R"({"alg":"HS256","typ":"JWT","crit":["exp"]})",
           R"({"alg":"HS256","typ":"JWT","crit":["b64"],"b64":false})",
           R"({"alg":"HS256","alg":"none","typ":"JWT"})",
           R"({"alg":"none","alg":"HS256","typ":"JWT"})",
           R"({"alg":"HS256","typ":"JWT"} )",
           R"([])",
           R"("HS256")",
           "",
           "{",
       }) {
    EXPECT_FALSE(accepts_header(header)) << header;
  }
}

TEST_F(AccessTokensTest, RefusesATokenWithoutARightSignature) {
  const std::string good = forge_.sign(TokenForge::kGoodHeader, payload());
  const std::string unsigned_part = good.substr(0, good.rfind('.'));
  EXPECT_TRUE(accepts(good));
  EXPECT_FALSE(accepts(unsigned_part));
  EXPECT_FALSE(accepts(unsigned_part + "."));
  EXPECT_FALSE(accepts(unsigned_part + "." + std::string(43, 'A')));
  EXPECT_FALSE(accepts(
      TokenForge{"another secret of thirty-two byt"}.sign(TokenForge::kGoodHeader, payload())));
  EXPECT_FALSE(accepts(TokenForge{""}.sign(TokenForge::kGoodHeader, payload())));
  const std::string none = TokenForge::encode(R"({"alg":"none","typ":"JWT"})") + "." +
                           TokenForge::encode(payload()) + ".";
  EXPECT_FALSE(accepts(none));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string altered = good;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(accepts(altered)) << i;
  }
}

TEST_F(AccessTokensTest, RefusesOtherWaysToWriteAGoodToken) {
  const std::string good = forge_.sign(TokenForge::kGoodHeader, payload());
  for (const std::string& altered :
       {good + "=", good + " ", " " + good, good + "\n", good + ".", "." + good, good + ".x",
        good + std::string(1, '\0'), "Bearer " + good}) {
    EXPECT_FALSE(accepts(altered)) << altered;
  }
  const std::string header = TokenForge::encode(TokenForge::kGoodHeader);
  std::string padded = TokenForge::encode(payload());
  for (const char* more : {"=", "==", " ", "\n"}) {
    EXPECT_FALSE(accepts(forge_.sign_segments(header, padded + more))) << more;
  }
}

TEST_F(AccessTokensTest, RefusesAMissingClaimAndOneOfAWrongType) {
  struct Change {
    std::string_view what;
    std::string_view by;
  };
  const std::vector<Change> changes = {
      {R"("iss":"audmg-drive",)", ""},
      {R"("aud":"audmg-drive",)", ""},
      {R"("sub":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a",)", ""},
      {R"("sid":"0198f2c4-5a1e-7c3d-9b2a-000000000001",)", ""},
      {R"("name":"ada",)", ""},
      {R"("iat":1763812800,)", ""},
      {R"("exp":1763813700,)", ""},
      {R"(,"jti":"0198f2c4-5a1e-7c3d-9b2a-000000000002")", ""},
      {R"("iss":"audmg-drive")", R"("iss":"audmg-drivE")"},
      {R"("aud":"audmg-drive")", R"("aud":"other")"},
      {R"("aud":"audmg-drive")", R"("aud":["audmg-drive"])"},
      {R"("aud":"audmg-drive")", R"("aud":null)"},
      {R"("sub":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a")", R"("sub":"1")"},
      {R"("sub":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a")", R"("sub":1)"},
      {R"("sub":"0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a")",
       R"("sub":"0198F2C4-5A1E-7C3D-9B2A-3F4E5D6C7B8A")"},
      {R"("name":"ada")", R"("name":"")"},
      {R"("name":"ada")", R"("name":["ada"])"},
      {R"("name":"ada")", R"("name":"a\u0064a")"},
      {R"("exp":1763813700)", R"("exp":"1763813700")"},
      {R"("exp":1763813700)", R"("exp":1763813700.5)"},
      {R"("exp":1763813700)", R"("exp":1.7638137e9)"},
      {R"("exp":1763813700)", R"("exp":1e400)"},
      {R"("exp":1763813700)", R"("exp":9223372036854775807)"},
      {R"("exp":1763813700)", R"("exp":99999999999999999999)"},
      {R"("exp":1763813700)", R"("exp":-1)"},
      {R"("exp":1763813700)", R"("exp":01763813700)"},
      {R"("exp":1763813700)", R"("exp":true)"},
      {R"("iat":1763812800)", R"("iat":-1)"},
      {R"("iat":1763812800)", R"("iat":1763813701)"},
      {R"("jti":"0198f2c4-5a1e-7c3d-9b2a-000000000002")", R"("jti":"")"},
  };
  for (const Change& change : changes) {
    EXPECT_FALSE(accepts_payload(payload(change.what, change.by))) << change.what << change.by;
  }
}

TEST_F(AccessTokensTest, RefusesClaimsItDoesNotKnowAndClaimsTwice) {
  EXPECT_FALSE(accepts_payload(payload(R"("iat")", R"("nbf":4000000000,"iat")")));
  EXPECT_FALSE(accepts_payload(payload(R"("iat")", R"("admin":1,"iat")")));
  EXPECT_FALSE(accepts_payload(payload(R"("iat")", R"("name":"eve","iat")")));
  EXPECT_FALSE(accepts_payload(payload(R"("exp")", R"("exp":4000000000,"exp")")));
  // A duplicate in place of another claim, so that the count is right.
  EXPECT_FALSE(accepts_payload(payload(R"("jti":"0198f2c4-5a1e-7c3d-9b2a-000000000002")",
                                       R"("sub":"0198f2c4-5a1e-7c3d-9b2a-000000000002")")));
}

TEST_F(AccessTokensTest, RefusesOddPayloads) {
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("null"), std::string("[") + payload() + "]",
        payload() + payload(), payload() + "x", std::string("\xef\xbb\xbf") + payload(),
        std::string(2000, '['), "{\"a\":" + std::string(1500, '[') + std::string(1500, ']') + "}",
        payload(R"("ada")", std::string("\"a\0b\"", 5)), payload(R"("ada")", "\"\xff\"")}) {
    EXPECT_FALSE(accepts_payload(text)) << text;
  }
  EXPECT_FALSE(accepts(std::string(1024 * 1024, 'A')));
  EXPECT_FALSE(accepts(""));
  EXPECT_FALSE(accepts(".."));
  // Over 4 KiB, good in every other respect.
  EXPECT_FALSE(accepts_payload(payload(R"("ada")", '"' + std::string(4096, 'a') + '"')));
}

TEST_F(AccessTokensTest, IsValidForADayAtMost) {
  // 86,400 seconds after iat, and one more.
  EXPECT_TRUE(accepts_payload(payload("1763813700", "1763899200")));
  EXPECT_FALSE(accepts_payload(payload("1763813700", "1763899201")));
  EXPECT_FALSE(accepts_payload(payload("1763813700", "253402300799")));
}

TEST_F(AccessTokensTest, EndsExactlyAtItsTime) {
  const std::string token = forge_.sign(TokenForge::kGoodHeader, payload());
  clock_.advance(seconds(900) - std::chrono::milliseconds(1));
  EXPECT_TRUE(accepts(token));
  clock_.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(accepts(token));
}

TEST_F(AccessTokensTest, RefusesATokenIssuedFarInTheFuture) {
  const std::string token = forge_.sign(TokenForge::kGoodHeader, payload());
  clock_.advance(-seconds(60));
  EXPECT_TRUE(accepts(token));
  clock_.advance(-seconds(1));
  EXPECT_FALSE(accepts(token));
}

TEST_F(AccessTokensTest, IssuesNothingForANameThatJsonWouldEscape) {
  const auto token = tokens_.issue({.user = *UserId::parse(kUser),
                                    .session = *SessionId::parse(kSession),
                                    .username = R"(a","sub":"b)",
                                    .expires_at = clock_.now() + seconds(900)});
  EXPECT_EQ(token.error().code, ErrorCode::internal);
}

}  // namespace
}  // namespace audmg::identity
