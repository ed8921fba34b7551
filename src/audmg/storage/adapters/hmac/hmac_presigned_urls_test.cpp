// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/hmac/hmac_presigned_urls.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/storage/adapters/hmac/signed_target.hpp"
#include "contract/presigned_urls_contract.hpp"

#include <gtest/gtest.h>

#include <array>
#include <initializer_list>
#include <utility>

namespace audmg::storage::hmac {
namespace {

class ManualClock final : public Clock {
 public:
  TimePoint now() const noexcept override { return now_; }
  void advance(std::chrono::milliseconds time) { now_ += time; }

 private:
  TimePoint now_{std::chrono::milliseconds(1'700'000'000'123)};
};

constexpr std::string_view kPublicUrl = "https://drive.example/some/path";

class HmacTestbed final : public UrlTestbed {
 public:
  PresignedUrls& urls() override { return *urls_; }
  SignedUrlVerifier& verifier() override { return *urls_; }
  void advance(std::chrono::milliseconds time) override { clock_.advance(time); }
  std::string target_of(const std::string& url) override {
    EXPECT_TRUE(url.starts_with(kPublicUrl));
    return url.substr(kPublicUrl.size());
  }

 private:
  ManualClock clock_;
  std::unique_ptr<HmacPresignedUrls> urls_ =
      make_hmac_presigned_urls({std::string(kPublicUrl), std::string(32, 'k')}, clock_).value();
};

TEST(HmacPresignedUrls, WritesTheDocumentedText) {
  const ManualClock clock;
  const auto urls =
      make_hmac_presigned_urls({"http://127.0.0.1:8420", std::string(32, 'k')}, clock).value();
  // The signatures were computed apart from this code, by openssl mac on the command line.
  EXPECT_EQ(urls->presign_get({.key = "orig/u/f",
                               .response_content_type = "image/png",
                               .response_content_disposition = "inline; filename=\"a.png\"",
                               .binding = "u.1"}),
            "http://127.0.0.1:8420/objects/orig/u/f?expires=1700003601&binding=u.1"
            "&type=image/png&inline=a.png"
            "&signature=3togUzYnkQDnzVIQKAZFyD2iRc3fXfS7AIdCdcMYPsA");
  EXPECT_EQ(urls->presign_get({.key = "orig/u/f",
                               .response_content_type = "image/png",
                               .response_content_disposition = "attachment; filename=\"a b.png\"",
                               .size = 1234,
                               .binding = "u.1"}),
            "http://127.0.0.1:8420/objects/orig/u/f?expires=1700003601&binding=u.1&size=1234"
            "&type=image/png&attachment=a%20b.png"
            "&signature=d2go8LQnf9tx8BtZp7cuv0_gr_lQk4uCT43LiUtxO6E");
  EXPECT_EQ(urls->presign_upload_part({.key = "orig/u/f",
                                       .upload_id = "00ff",
                                       .part_number = 2,
                                       .content_length = 16'777'216,
                                       .binding = "u.1"}),
            "http://127.0.0.1:8420/objects/orig/u/f?expires=1700003601&binding=u.1"
            "&uploadId=00ff&partNumber=2&contentLength=16777216"
            "&signature=CR3SRA56nIHNFcib2k10OvMOK9O-uPoMwuSCl5qtQQ0");
}

TEST(HmacPresignedUrls, OpensUrlsThatWereMadeInTheFormsBefore) {
  const ManualClock clock;
  const auto urls = make_hmac_presigned_urls({"http://h", std::string(32, 'k')}, clock).value();
  for (const std::string_view target :
       {"/objects/orig/u/f?expires=1700003601&binding=u.1"
        "&response-content-type=image%2Fpng"
        "&response-content-disposition=inline%3B%20filename%3D%22a.png%22"
        "&signature=dXBMoMB55F92L1Dx8PjQjBcr0yLEk38wGIcxLjx4u5w",
        "/objects/orig/u/f?expires=1700003601&binding=u.1&type=image/png&inline=a.png"
        "&signature=AEvinJV01_611CZy4R4TkKMSS6ewT2lxXIjnH7bsEu4"}) {
    const auto access = urls->verify("GET", target);
    ASSERT_OK(access);
    EXPECT_EQ(access->key, "orig/u/f");
    EXPECT_EQ(access->binding, "u.1");
    EXPECT_EQ(access->response_content_type, "image/png");
    EXPECT_EQ(access->response_content_disposition, "inline; filename=\"a.png\"");
    for (std::size_t i = 0; i < target.size(); ++i) {
      std::string altered(target);
      altered[i] = static_cast<char>(altered[i] ^ 1);
      EXPECT_CODE(urls->verify("GET", altered), ErrorCode::invalid_argument) << altered;
    }
    EXPECT_CODE(urls->verify("PUT", target), ErrorCode::invalid_argument);
  }
}

TEST(HmacPresignedUrls, NoPartOfATextCanMoveIntoAnother) {
  const ManualClock clock;
  const std::string key(32, 'k');
  const auto urls = make_hmac_presigned_urls({"http://h", key}, clock).value();
  const openssl::HmacSha256 hmac(key);
  const auto signed_over = [&](const std::string& target, const std::string& message) {
    return urls->verify(
        "GET", target + "&signature=" + to_base64url(hmac.sign("audmg-url-2\nread\n" + message)));
  };
  const std::string terms = "?expires=1700003601&binding=u.1";
  ASSERT_OK(signed_over("/objects/k" + terms + "&type=a", terms + "\n/objects/k\n&type=a"));
  for (const auto& [target, message] : std::initializer_list<std::pair<std::string, std::string>>{
           {"/objects/k" + terms + "&type=a", terms + "\n/objects/k&type=a\n"},
           {"/objects/k" + terms + "&type=a", terms + "&type=a\n/objects/k\n"},
           {"/objects/k" + terms + "&type=a",
            "?expires=1700003601\n/objects/k\n&binding=u.1&type=a"},
           {"/objects/k&type=a" + terms, terms + "\n/objects/k&type=a\n"},
           {"/objects/k\n&type=a" + terms, terms + "\n/objects/k\n&type=a\n"},
           {"/objects/k?&type=a" + terms.substr(1), terms + "\n/objects/k\n&type=a"}}) {
    EXPECT_CODE(signed_over(target, message), ErrorCode::invalid_argument) << target;
  }
}

TEST(HmacPresignedUrls, GivesBackEveryDisposition) {
  const ManualClock clock;
  const auto urls = make_hmac_presigned_urls({"http://h", std::string(32, 'k')}, clock).value();
  for (const std::string_view disposition :
       {"inline", "inline; filename=\"\"", "inline; filename=\"", "inline; filename=\"a\"",
        "attachment; filename=\"a/b&c=d.png\"", "attachment; filename=\"a\"; filename*=UTF-8''%41",
        "inline; filename=\"a\"; x=\"b\"", "INLINE; filename=\"a\""}) {
    const PresignGetRequest request{.key = "k",
                                    .response_content_type = "a/b",
                                    .response_content_disposition = disposition,
                                    .binding = ""};
    const auto access = urls->verify("GET", urls->presign_get(request).value().substr(8));
    ASSERT_OK(access) << disposition;
    EXPECT_EQ(access->response_content_disposition, disposition);
    EXPECT_EQ(access->response_content_type, "a/b");
  }
}

TEST(HmacPresignedUrls, AnotherKeyOpensNothing) {
  const ManualClock clock;
  const auto ours = make_hmac_presigned_urls({"http://h", std::string(32, 'a')}, clock).value();
  const auto other = make_hmac_presigned_urls({"http://h", std::string(32, 'b')}, clock).value();
  PresignGetRequest request;
  request.key = "k";
  const std::string target = ours->presign_get(request).value().substr(8);
  EXPECT_OK(ours->verify("GET", target));
  EXPECT_CODE(other->verify("GET", target), ErrorCode::invalid_argument);
}

TEST(HmacPresignedUrls, RefusesUnfitOptions) {
  const ManualClock clock;
  const std::string key(32, 'k');
  EXPECT_CODE(make_hmac_presigned_urls({"http://h", std::string(31, 'k')}, clock),
              ErrorCode::invalid_argument);
  for (const std::string url : {"", "h", "ftp://h", "http://h/", "http://h?x", "http://h#x",
                                "http://h x", "http://h\r\n"}) {
    EXPECT_CODE(make_hmac_presigned_urls({url, key}, clock), ErrorCode::invalid_argument) << url;
  }
}

TEST(SignedTarget, HasOneTextForEachAccess) {
  for (const std::string_view text :
       {"/objects/k?expires=1&binding=b&size=0&type=a/b&inline=c%20d",
        "/objects/k?expires=1&binding=b&size=0&response-content-type=a%2Fb"
        "&response-content-disposition=inline"}) {
    EXPECT_TRUE(parse_signed_target(text).has_value()) << text;
  }
  std::string written;
  append_signed_target(written,
                       ReadableObject{.key = "k",
                                      .response_content_type = "a/b",
                                      .response_content_disposition = "inline; filename=\"c d\"",
                                      .size = 0},
                       TimePoint(std::chrono::seconds(1)), "b");
  EXPECT_EQ(written, "/objects/k?expires=1&binding=b&size=0&type=a/b&inline=c%20d");
  for (const std::string_view text :
       {"/objects/k?expires=01",
        "/objects/k?expires=-1",
        "/objects/k?expires=+1",
        "/objects/k?expires=",
        "/objects/k?expires=1&",
        "/objects/k?&expires=1",
        "/objects/k?expires=1&binding=",
        "/objects/k?expires=1&binding",
        "/objects/k?binding=b",
        "/objects/k?binding=b&expires=1",
        "/objects/k?expires=1&expires=1",
        "/objects/k?expires=1&other=1",
        "/objects/k?expires=1&binding=%62",
        "/objects/k?expires=1&binding=%2f",
        "/objects/k?expires=1&binding=%2",
        "/objects/k?expires=1&binding=%",
        "/objects/k?expires=1&binding=a b",
        "/objects/k?expires=1&binding=a%GG",
        "/objects/k?expires=9223372036854775807",
        "/objects/k?expires=1&size=",
        "/objects/k?expires=1&size=01",
        "/objects/k?expires=1&size=-1",
        "/objects/k?expires=1&size=18446744073709551616",
        "/objects/k?expires=1&size=1&size=1",
        "/objects/k?expires=1&size=1&binding=b",
        "/objects/k?expires=1&response-content-type=a&size=1",
        "/objects/k?expires=1&response-content-type=a/b",
        "/objects/k?expires=1&type=a%2Fb",
        "/objects/k?expires=1&type=",
        "/objects/k?expires=1&type=a&size=1",
        "/objects/k?expires=1&type=a&response-content-type=a",
        "/objects/k?expires=1&type=a&type=a",
        "/objects/k?expires=1&inline=a&type=a",
        "/objects/k?expires=1&inline=",
        "/objects/k?expires=1&inline=a%2fb",
        "/objects/k?expires=1&inline=a&attachment=a",
        "/objects/k?expires=1&attachment=a&response-content-disposition=a",
        "/objects/k?expires=1&size=1&uploadId=a&partNumber=1&contentLength=1",
        "/objects/k?expires=1&uploadId=a",
        "/objects/k?expires=1&uploadId=a&partNumber=1",
        "/objects/k?expires=1&partNumber=1&contentLength=1",
        "/objects/k?expires=1&uploadId=a&partNumber=1&contentLength=1&response-content-type=a",
        "/objects/k?expires=1&uploadId=a&partNumber=01&contentLength=1",
        "/objects/k?expires=1&uploadId=a&partNumber=99999999999&contentLength=1",
        "/objects/?expires=1",
        "/objects/a%2Fb?expires=1",
        "/objects/../k?expires=1",
        "/objects/k",
        "/object/k?expires=1",
        ""}) {
    EXPECT_FALSE(parse_signed_target(text).has_value()) << text;
  }
}

TEST(SignedTarget, IsDividedIntoTheThreePartsThatAreSigned) {
  for (const auto& [text, path, terms, response] :
       std::initializer_list<std::array<std::string_view, 4>>{
           {"/objects/a/k?expires=1&binding=b&size=0&type=t", "/objects/a/k",
            "?expires=1&binding=b", "&size=0&type=t"},
           {"/objects/k?expires=1&binding=b", "/objects/k", "?expires=1&binding=b", ""},
           {"/objects/k?expires=1&type=t", "/objects/k", "?expires=1", "&type=t"},
           {"/objects/k?expires=1", "/objects/k", "?expires=1", ""},
           {"?expires=", "", "?expires=", ""},
           {"/k?expires=1&binding=b&binding=c", "/k", "?expires=1&binding=b", "&binding=c"}}) {
    const auto parts = divide_read_text(text);
    ASSERT_TRUE(parts.has_value()) << text;
    EXPECT_EQ(parts->path, path) << text;
    EXPECT_EQ(parts->terms, terms) << text;
    EXPECT_EQ(parts->response, response) << text;
  }
  for (const std::string_view text :
       {"", "/objects/k", "/objects/k?", "/objects/k?size=1&expires=1", "/objects/k&expires=1"}) {
    EXPECT_FALSE(divide_read_text(text).has_value()) << text;
  }
}

const UrlTestbedParam kTestbeds[] = {{"Hmac", [] { return std::make_unique<HmacTestbed>(); }}};

}  // namespace
}  // namespace audmg::storage::hmac

namespace audmg::storage {
INSTANTIATE_TEST_SUITE_P(Urls, PresignedUrlsContract, testing::ValuesIn(hmac::kTestbeds),
                         [](const auto& param) { return param.param.name; });
}  // namespace audmg::storage
