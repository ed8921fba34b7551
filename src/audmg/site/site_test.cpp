// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/site/site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace audmg::site {
namespace {

using http::Method;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::array kAssets = {
    Asset{"/index.html", "text/html; charset=utf-8", "page1", "<html>", "gz-page", "br-page"},
    Asset{"/assets/app-1.js", "text/javascript; charset=utf-8", "app1", "run()", "gz", "br"},
    Asset{"/favicon.svg", "image/svg+xml", "icon1", "<svg>", "", ""},
};

class SiteTest : public testing::Test {
 protected:
  [[nodiscard]] std::optional<http::Response> ask(std::string path, std::string accept = "*/*",
                                                  Method method = Method::get) {
    request.method = method;
    request.path = std::move(path);
    request.headers.set("Accept", std::move(accept));
    return site.answer(request);
  }

  http::Request request;
  std::vector<std::string> origins{"https://media.example"};
  Site site{kAssets, origins};
};

constexpr const char* kBrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

TEST_F(SiteTest, GivesThePageAtTheRootToEverybody) {
  const auto page = ask("/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, "<html>");
  EXPECT_EQ(page->headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page->headers.find("Cache-Control"), "no-cache");
}

TEST_F(SiteTest, GivesThePageAtAddressesToBrowsersOnly) {
  const auto page = ask("/photos/0198f2c5-11aa-7d42-8e21-90ab12cd34ef", kBrowser);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "<html>");
  EXPECT_TRUE(ask("/photos", kBrowser, Method::head));
  EXPECT_FALSE(ask("/photos"));
  EXPECT_FALSE(ask("/photos", "application/json"));
  EXPECT_FALSE(ask("/photos", "text/html;q=0"));
  EXPECT_FALSE(ask("/photos", kBrowser, Method::post));
}

TEST_F(SiteTest, GivesNoPageForAFileThatIsNotThere) {
  EXPECT_FALSE(ask("/assets/app-0.js", kBrowser));
  EXPECT_FALSE(ask("/robots.txt", kBrowser));
}

TEST_F(SiteTest, HasNoPageForWhatProgramsProbe) {
  // The name that W3C's "A Well-Known URL for Changing Passwords" asks for first.
  EXPECT_FALSE(ask(
      "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200", kBrowser));
  EXPECT_FALSE(ask("/.well-known/change-password", kBrowser));
}

TEST_F(SiteTest, KeepsHashedFilesForGood) {
  const auto file = ask("/assets/app-1.js");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->body, "run()");
  EXPECT_EQ(file->headers.find("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(file->headers.find("X-Content-Type-Options"), "nosniff");
}

TEST_F(SiteTest, ChoosesTheBestCodingThatTheClientTakes) {
  const auto body_for = [&](const char* accepted) {
    request.headers.set("Accept-Encoding", accepted);
    return ask("/assets/app-1.js")->body;
  };
  EXPECT_EQ(body_for("gzip, deflate, br, zstd"), "br");
  EXPECT_EQ(body_for("gzip, deflate"), "gz");
  EXPECT_EQ(body_for("br;q=0, gzip;q=0.5"), "gz");
  EXPECT_EQ(body_for("brotli, x-gzip"), "run()");
  EXPECT_EQ(body_for("br;q=0.001"), "br");
  EXPECT_EQ(body_for(",, ,"), "run()");
}

TEST_F(SiteTest, TellsCodingsApart) {
  request.headers.set("Accept-Encoding", "br");
  const auto coded = ask("/assets/app-1.js");
  EXPECT_EQ(coded->headers.find("Content-Encoding"), "br");
  EXPECT_EQ(coded->headers.find("ETag"), "\"app1-br\"");
  EXPECT_EQ(coded->headers.find("Vary"), "Accept-Encoding");
  request.headers.set("Accept-Encoding", "identity");
  const auto plain = ask("/assets/app-1.js");
  EXPECT_FALSE(plain->headers.find("Content-Encoding"));
  EXPECT_EQ(plain->headers.find("ETag"), "\"app1\"");
}

TEST_F(SiteTest, GivesFilesThatDoNotShrinkAsTheyAre) {
  request.headers.set("Accept-Encoding", "br, gzip");
  const auto icon = ask("/favicon.svg");
  EXPECT_EQ(icon->body, "<svg>");
  EXPECT_FALSE(icon->headers.find("Content-Encoding"));
}

TEST_F(SiteTest, AnswersNotModified) {
  request.headers.set("If-None-Match", "\"page1\"");
  const auto same = ask("/");
  EXPECT_EQ(same->status, 304);
  EXPECT_EQ(same->body, "");
  EXPECT_EQ(same->headers.find("ETag"), "\"page1\"");
  request.headers.set("If-None-Match", "\"page0\"");
  EXPECT_EQ(ask("/")->status, 200);
}

TEST_F(SiteTest, AllowsNoScriptButItsOwn) {
  const auto policy = std::string(*ask("/")->headers.find("Content-Security-Policy"));
  EXPECT_THAT(policy, AllOf(HasSubstr("default-src 'none'"), HasSubstr("script-src 'self';"),
                            HasSubstr("style-src 'self';"), HasSubstr("frame-ancestors 'none'"),
                            Not(HasSubstr("unsafe")), Not(HasSubstr("data:"))));
  EXPECT_THAT(policy, AllOf(HasSubstr("worker-src 'self';"), HasSubstr("font-src 'self';")));
  EXPECT_THAT(policy, HasSubstr("img-src 'self' https://media.example;"));
  EXPECT_THAT(policy, HasSubstr("connect-src 'self' https://media.example;"));
}

TEST_F(SiteTest, WithoutAssetsThereIsNothing) {
  const Site none({}, {});
  request.method = Method::get;
  request.path = "/";
  EXPECT_FALSE(none.answer(request));
}

TEST(OriginOf, DropsThePath) {
  EXPECT_EQ(origin_of("https://host:8420/some/path"), "https://host:8420");
  EXPECT_EQ(origin_of("http://host"), "http://host");
}

}  // namespace
}  // namespace audmg::site
