// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/storage/presigned_urls.hpp"
#include "contract/object_store_steps.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

// What every PresignedUrls with its SignedUrlVerifier keeps. Include it, then
// INSTANTIATE_TEST_SUITE_P(..., PresignedUrlsContract).

namespace audmg::storage {

/// One maker and its verifier, with the time in the test's hand.
class UrlTestbed {
 public:
  UrlTestbed() = default;
  UrlTestbed(const UrlTestbed&) = delete;
  UrlTestbed& operator=(const UrlTestbed&) = delete;
  virtual ~UrlTestbed() = default;
  virtual PresignedUrls& urls() = 0;
  virtual SignedUrlVerifier& verifier() = 0;
  virtual void advance(std::chrono::milliseconds time) = 0;
  /// The part of a URL that a server sees.
  virtual std::string target_of(const std::string& url) = 0;
};

struct UrlTestbedParam {
  std::string name;
  std::function<std::unique_ptr<UrlTestbed>()> make;
};

class PresignedUrlsContract : public testing::TestWithParam<UrlTestbedParam> {
 protected:
  std::unique_ptr<UrlTestbed> bed_ = GetParam().make();

  static PresignGetRequest get_request() {
    return {.key = "orig/u-1/f.2",
            .response_content_type = "image/png",
            .response_content_disposition =
                "attachment; filename=\"a b&c=d+%.png\"; "
                "filename*=UTF-8''%E2%82%AC%0D",
            .size = 5'000'000'000,
            .expires_in = std::chrono::hours(1),
            .binding = "user.7"};
  }
  static PresignUploadPartRequest part_request() {
    return {.key = "orig/u-1/f.2",
            .upload_id = "0123456789abcdef",
            .part_number = 17,
            .content_length = 50'000'000'000,
            .expires_in = std::chrono::hours(1),
            .binding = "user.7"};
  }
  std::string get_target() {
    return bed_->target_of(bed_->urls().presign_get(get_request()).value());
  }
  std::string part_target() {
    return bed_->target_of(bed_->urls().presign_upload_part(part_request()).value());
  }
  std::optional<ErrorCode> refusal(std::string_view method, std::string_view target) {
    return code_of(bed_->verifier().verify(method, target));
  }
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PresignedUrlsContract);

TEST_P(PresignedUrlsContract, GivesBackWhatWasSigned) {
  for (const std::string_view method : {"GET", "HEAD"}) {
    const auto access = bed_->verifier().verify(method, get_target());
    ASSERT_OK(access);
    EXPECT_EQ(access->operation, SignedAccess::Operation::get_object);
    EXPECT_EQ(access->key, get_request().key);
    EXPECT_EQ(access->response_content_type, get_request().response_content_type);
    EXPECT_EQ(access->response_content_disposition, get_request().response_content_disposition);
    EXPECT_EQ(access->size, 5'000'000'000U);
    EXPECT_EQ(access->binding, "user.7");
  }
  const auto access = bed_->verifier().verify("PUT", part_target());
  ASSERT_OK(access);
  EXPECT_EQ(access->operation, SignedAccess::Operation::upload_part);
  EXPECT_EQ(access->key, part_request().key);
  EXPECT_EQ(access->upload_id, part_request().upload_id);
  EXPECT_EQ(access->part_number, 17);
  EXPECT_EQ(access->content_length, 50'000'000'000U);
  EXPECT_EQ(access->binding, "user.7");
}

TEST_P(PresignedUrlsContract, LeavesOutWhatIsEmpty) {
  PresignGetRequest request;
  request.key = "k";
  const auto url = bed_->urls().presign_get(request);
  ASSERT_OK(url);
  const auto access = bed_->verifier().verify("GET", bed_->target_of(*url));
  ASSERT_OK(access);
  EXPECT_EQ(access->key, "k");
  EXPECT_EQ(access->response_content_type, "");
  EXPECT_EQ(access->response_content_disposition, "");
  EXPECT_EQ(access->size, std::nullopt);
  EXPECT_EQ(access->binding, "");
}

TEST_P(PresignedUrlsContract, CarriesAnyBytesInItsValues) {
  std::string every;
  for (int c = 0; c < 256; ++c) every.push_back(static_cast<char>(c));
  PresignGetRequest request = get_request();
  request.response_content_disposition = every;
  request.binding = every;
  const auto url = bed_->urls().presign_get(request);
  ASSERT_OK(url);
  for (const char c : *url) EXPECT_TRUE(c > ' ' && c < 0x7f) << static_cast<int>(c);
  const auto access = bed_->verifier().verify("GET", bed_->target_of(*url));
  ASSERT_OK(access);
  EXPECT_EQ(access->response_content_disposition, every);
  EXPECT_EQ(access->binding, every);
}

TEST_P(PresignedUrlsContract, IsGoodForItsMethodsOnly) {
  for (const std::string_view method : {"PUT", "POST", "DELETE", "get", "", "GETX"}) {
    EXPECT_EQ(refusal(method, get_target()), ErrorCode::invalid_argument) << method;
  }
  for (const std::string_view method : {"GET", "HEAD", "POST", "DELETE", "put", ""}) {
    EXPECT_EQ(refusal(method, part_target()), ErrorCode::invalid_argument) << method;
  }
}

TEST_P(PresignedUrlsContract, EndsOnTime) {
  const std::string target = get_target();
  const auto expires_at = bed_->verifier().verify("GET", target)->expires_at;
  bed_->advance(std::chrono::hours(1) - std::chrono::milliseconds(1));
  EXPECT_EQ(refusal("GET", target), std::nullopt);
  // Rounded up to a whole second at most.
  bed_->advance(std::chrono::milliseconds(1001));
  EXPECT_EQ(refusal("GET", target), ErrorCode::deadline_exceeded);
  EXPECT_EQ(refusal("PUT", target), ErrorCode::invalid_argument) << "a wrong one stays wrong";
  EXPECT_EQ(expires_at.time_since_epoch() % std::chrono::seconds(1), std::chrono::milliseconds(0));
}

TEST_P(PresignedUrlsContract, NoAlteredByteIsGood) {
  for (const auto& [method, target] :
       {std::pair<std::string, std::string>{"GET", get_target()}, {"PUT", part_target()}}) {
    ASSERT_EQ(refusal(method, target), std::nullopt);
    for (std::size_t i = 0; i < target.size(); ++i) {
      for (const int flip : {1, 2, 4, 8, 16, 32, 64, 128}) {
        std::string altered = target;
        altered[i] = static_cast<char>(altered[i] ^ flip);
        EXPECT_EQ(refusal(method, altered), ErrorCode::invalid_argument) << altered;
      }
      EXPECT_EQ(refusal(method, target.substr(0, i)), ErrorCode::invalid_argument) << i;
      EXPECT_EQ(refusal(method, target.substr(i + 1)), ErrorCode::invalid_argument) << i;
      for (const char c : {'&', '=', '%', '/', '0', 'A', '?', '#', '\0'}) {
        std::string longer = target;
        longer.insert(i, 1, c);
        EXPECT_EQ(refusal(method, longer), ErrorCode::invalid_argument) << longer;
      }
    }
  }
}

TEST_P(PresignedUrlsContract, NoParameterCanBeAddedRepeatedOrMoved) {
  const std::string target = get_target();
  const auto question = target.find('?');
  for (const std::string extra :
       {"&x=1", "&", "&expires=99999999999", "&signature=", "&signature=AAAA", "&binding=other.1",
        "#", "=", "&response-content-type=text%2Fhtml"}) {
    EXPECT_EQ(refusal("GET", target + extra), ErrorCode::invalid_argument) << extra;
    std::string first = target;
    first.insert(question + 1, extra.substr(1) + "&");
    EXPECT_EQ(refusal("GET", first), ErrorCode::invalid_argument) << first;
  }
  // The same parameters in another order.
  const auto amp = target.find('&');
  const auto next = target.find('&', amp + 1);
  const std::string moved = target.substr(0, question + 1) +
                            target.substr(amp + 1, next - amp - 1) + "&" +
                            target.substr(question + 1, amp - question - 1) + target.substr(next);
  EXPECT_NE(moved, target);
  EXPECT_EQ(refusal("GET", moved), ErrorCode::invalid_argument);
}

TEST_P(PresignedUrlsContract, RefusesHostileTargets) {
  const std::string good = get_target();
  const std::string signature = good.substr(good.rfind('='));
  for (const std::string& target :
       {std::string(), std::string("/"), std::string("?"), std::string("/objects/"),
        std::string("/objects/k"), std::string("/objects/k?signature="),
        "/objects/k?expires=1&signature" + signature, "/objects/k&signature" + signature,
        "&signature" + signature, std::string(100'000, '&'), std::string(5000, '%'),
        "/objects/../etc/passwd?expires=9999999999&signature" + signature}) {
    EXPECT_EQ(refusal("GET", target), ErrorCode::invalid_argument) << target.substr(0, 100);
    EXPECT_EQ(refusal("PUT", target), ErrorCode::invalid_argument) << target.substr(0, 100);
  }
}

TEST_P(PresignedUrlsContract, SignsOnlyWhatCanBe) {
  const auto get = [&](auto change) {
    auto request = get_request();
    change(request);
    return code_of(bed_->urls().presign_get(request));
  };
  const auto part = [&](auto change) {
    auto request = part_request();
    change(request);
    return code_of(bed_->urls().presign_upload_part(request));
  };
  EXPECT_EQ(get([](auto& r) { r.key = "../k"; }), ErrorCode::invalid_argument);
  EXPECT_EQ(get([](auto& r) { r.key = "k?x=1"; }), ErrorCode::invalid_argument);
  EXPECT_EQ(get([](auto& r) { r.expires_in = std::chrono::seconds(0); }),
            ErrorCode::invalid_argument);
  EXPECT_EQ(get([](auto& r) { r.expires_in = kMaxUrlLifetime; }), std::nullopt);
  EXPECT_EQ(get([](auto& r) { r.expires_in = kMaxUrlLifetime + std::chrono::seconds(1); }),
            ErrorCode::invalid_argument);
  EXPECT_EQ(part([](auto& r) { r.upload_id = ""; }), ErrorCode::invalid_argument);
  EXPECT_EQ(part([](auto& r) { r.part_number = 0; }), ErrorCode::invalid_argument);
  EXPECT_EQ(part([](auto& r) { r.part_number = 10'001; }), ErrorCode::invalid_argument);
  EXPECT_EQ(part([](auto& r) { r.part_number = 10'000; }), std::nullopt);
}

TEST_P(PresignedUrlsContract, ASeriesMakesTheUrlsThatSingleRequestsMake) {
  const auto series = bed_->urls().begin_reads(std::chrono::hours(1), "user.7");
  ASSERT_OK(series);
  // Neighbours in one folder, another folder, one back, none, and one whose name begins alike.
  for (const std::string_view key : {"orig/u-1/f.2", "orig/u-1/f.3", "deriv/u-1/f.2/small",
                                     "orig/u-1/f.2", "k", "orig/u-1", "orig/u-1x/f.2"}) {
    auto request = get_request();
    request.key = key;
    std::string url = "before ";
    ASSERT_OK((*series)->append_url(
        url, {.key = key,
              .response_content_type = request.response_content_type,
              .response_content_disposition = request.response_content_disposition,
              .size = request.size}));
    EXPECT_EQ(url, "before " + bed_->urls().presign_get(request).value());
    const auto access =
        bed_->verifier().verify("GET", bed_->target_of(url.substr(std::string("before ").size())));
    ASSERT_OK(access) << url;
    EXPECT_EQ(access->key, key);
    EXPECT_EQ(access->binding, "user.7");
  }
  std::string url;
  EXPECT_CODE((*series)->append_url(url, {.key = "../k"}), ErrorCode::invalid_argument);
  ASSERT_OK((*series)->append_url(url = "", {.key = "k"})) << "a refusal must not spoil the series";
  EXPECT_EQ(bed_->verifier().verify("GET", bed_->target_of(url))->key, "k");
  EXPECT_CODE(bed_->urls().begin_reads(std::chrono::seconds(0), ""), ErrorCode::invalid_argument);
  EXPECT_CODE(bed_->urls().begin_reads(kMaxUrlLifetime + std::chrono::seconds(1), ""),
              ErrorCode::invalid_argument);
}

TEST_P(PresignedUrlsContract, DifferentRequestsHaveDifferentUrls) {
  std::set<std::string> urls;
  for (const std::string key : {"a", "b"}) {
    for (const std::string binding : {"", "u.1", "u.2"}) {
      auto request = get_request();
      request.key = key;
      request.binding = binding;
      EXPECT_TRUE(urls.insert(bed_->urls().presign_get(request).value()).second);
    }
  }
}

}  // namespace audmg::storage
