// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/site.hpp"
#include "testbeds/server_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace audmg::server {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::array kAssets = {
    site::Asset{"/index.html", "text/html; charset=utf-8", "p", "<html>the app</html>", "", ""},
};
constexpr const char* kBrowser = "Accept: text/html,*/*;q=0.8\r\n";

class SiteOverHttp : public testing::Test {
 protected:
  const site::Site site{kAssets, {}};
  ServerOptions options = [this] {
    ServerOptions made;
    made.site = &site;
    return made;
  }();
  Testbed bed{options};
};

TEST_F(SiteOverHttp, ServesThePageWithItsOwnPolicyOnly) {
  const auto answer = bed.connect().get("/");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "<html>the app</html>");
  const auto policy = answer.field("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("script-src 'self'"));
  EXPECT_THAT(policy, Not(HasSubstr("object-src")));  // a function's
  EXPECT_EQ(bed.connect().get("/photos/1", kBrowser).status, 200);
}

TEST_F(SiteOverHttp, LeavesToTheApiWhatIsTheApis) {
  for (const auto* path : {"/files/1/2", "/retrieve/more", "/login/", "/uploads/a/b/c/d"}) {
    const auto answer = bed.connect().get(path, kBrowser);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.field("content-type"), "application/problem+json") << path;
  }
  EXPECT_EQ(bed.connect().get("/login", kBrowser).status, 405);
  EXPECT_EQ(bed.connect().get("/livez", kBrowser).body, R"({"status":"ok"})");
  EXPECT_EQ(bed.connect().get("/nowhere").status, 404);
  EXPECT_EQ(bed.connect().request("POST", "/", "", "x").status, 404);
}

}  // namespace
}  // namespace audmg::server
