// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "testbeds/server_testbed.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

namespace audmg::server {
namespace {

using namespace std::chrono_literals;
using Speak = Client::Speak;

class Objects : public testing::TestWithParam<Speak> {
 protected:
  Objects() {
    ServerOptions options;
    if (GetParam() == Speak::tls) {
      const auto files = make_certificate(certificates_.path(), "first");
      options.tls_certificate = files.certificate;
      options.tls_private_key = files.key;
    }
    bed.emplace(options);
  }
  Client connect() { return bed->connect(GetParam()); }
  std::string target_of_size(const std::string& key, std::uint64_t size) {
    storage::PresignGetRequest request;
    request.key = key;
    request.size = size;
    return bed->urls->presign_get(request).value().substr(std::string("http://test").size());
  }

  TemporaryFolder certificates_;
  std::optional<Testbed> bed;
};

INSTANTIATE_TEST_SUITE_P(, Objects, testing::Values(Speak::plain, Speak::tls),
                         [](const auto& instance) {
                           return instance.param == Speak::plain ? "Plain" : "Tls";
                         });

TEST_P(Objects, ComeByteForByte) {
  Client client = connect();
  for (const std::size_t size :
       {0UL, 1UL, 20480UL, 65536UL, 65537UL, 131073UL, 1048576UL, 3333333UL}) {
    const std::string bytes = pattern(size);
    const auto target = bed->put_object("orig/u/" + std::to_string(size), bytes);
    for (int i = 0; i < 2; ++i) {
      const auto answer = client.get(target);
      EXPECT_EQ(answer.status, 200);
      EXPECT_EQ(answer.field("content-length"), std::to_string(size));
      EXPECT_TRUE(answer.body == bytes) << size;
    }
    const auto head = client.request("HEAD", target);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.field("content-length"), std::to_string(size));
  }
}

TEST_P(Objects, HaveTheHeadersOfMedia) {
  const auto answer = connect().get(bed->put_object("orig/u/1", "abc"));
  EXPECT_EQ(answer.field("content-type"), "image/png");
  EXPECT_EQ(answer.field("content-disposition"), "inline");
  EXPECT_EQ(answer.field("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.field("content-security-policy"),
            "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; "
            "frame-ancestors 'none'; sandbox allow-same-origin");
  EXPECT_EQ(answer.field("cross-origin-resource-policy"), "same-origin");
  EXPECT_EQ(answer.field("cache-control"), "private, max-age=3600, immutable");
  EXPECT_EQ(answer.field("accept-ranges"), "bytes");
  EXPECT_EQ(answer.field("strict-transport-security"),
            GetParam() == Speak::tls ? "max-age=31536000; includeSubDomains" : "");
  EXPECT_EQ(answer.field("etag").front(), '"');
  EXPECT_FALSE(answer.field("last-modified").empty());
  EXPECT_EQ(answer.field("x-request-id").size(), 32u);
}

TEST_P(Objects, ComeInRanges) {
  const std::string bytes = pattern(300000);
  const auto target = bed->put_object("orig/u/1", bytes);
  Client client = connect();
  struct Case {
    std::string range;
    std::size_t first;
    std::size_t last;
  };
  // Around the places where the way of sending changes.
  for (const auto& [range, first, last] :
       {Case{"0-0", 0, 0}, Case{"299999-", 299999, 299999}, Case{"-1", 299999, 299999},
        Case{"0-65535", 0, 65535}, Case{"0-65536", 0, 65536}, Case{"1-65537", 1, 65537},
        Case{"65535-131072", 65535, 131072}, Case{"4096-299999", 4096, 299999},
        Case{"5-999999999", 5, 299999}, Case{"-500000", 0, 299999}}) {
    const auto answer = client.get(target, "Range: bytes=" + range + "\r\n");
    EXPECT_EQ(answer.status, 206) << range;
    EXPECT_TRUE(answer.body == bytes.substr(first, last - first + 1)) << range;
    EXPECT_EQ(answer.field("content-range"),
              "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/300000");
  }
  const auto beyond = client.get(target, "Range: bytes=300000-\r\n");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.field("content-range"), "bytes */300000");
  EXPECT_EQ(beyond.field("content-security-policy").substr(0, 18), "default-src 'self'");
}

TEST_P(Objects, ComeInSeveralRanges) {
  const std::string bytes = pattern(300000);
  const auto target = bed->put_object("orig/u/1", bytes);
  const auto answer = connect().get(target, "Range: bytes=0-9,100-200099,-5\r\n");
  ASSERT_EQ(answer.status, 206);
  const std::string type = answer.field("content-type");
  const std::string prefix = "multipart/byteranges; boundary=";
  ASSERT_TRUE(type.starts_with(prefix));
  const std::string boundary = type.substr(prefix.size());
  const auto part = [&](const std::string& range, const std::string& content) {
    return "--" + boundary + "\r\nContent-Type: image/png\r\nContent-Range: bytes " + range +
           "/300000\r\n\r\n" + content + "\r\n";
  };
  EXPECT_TRUE(answer.body ==
              part("0-9", bytes.substr(0, 10)) + part("100-200099", bytes.substr(100, 200000)) +
                  part("299995-299999", bytes.substr(299995)) + "--" + boundary + "--\r\n");
}

TEST_P(Objects, AreNotSentAgainUnchanged) {
  const auto target = bed->put_object("orig/u/1", pattern(100));
  Client client = connect();
  const auto etag = client.get(target).field("etag");
  const auto same = client.get(target, "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(same.field("etag"), etag);
  EXPECT_EQ(client.get(target, "If-None-Match: \"other\"\r\n").status, 200);
  EXPECT_EQ(client.get(target, "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n").status, 200);
  EXPECT_EQ(client.get(target, "Range: bytes=0-0\r\nIf-Range: " + etag + "\r\n").status, 206);
}

TEST_P(Objects, NeedAGoodSignature) {
  const auto target = bed->put_object("orig/u/1", "abc");
  Client client = connect();
  EXPECT_EQ(client.get(target).status, 200);
  auto tampered = target;
  tampered.back() = tampered.back() == 'A' ? 'Q' : 'A';
  const auto refused = client.get(tampered);
  EXPECT_EQ(refused.status, 403);
  EXPECT_TRUE(has_code(refused, "invalid_signature"));
  EXPECT_EQ(client.get("/objects/orig/u/1").status, 403);
  EXPECT_EQ(client.request("PUT", target, "", "abc").status, 403);
  const auto wrong = client.request("DELETE", target);
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.field("allow"), "GET, HEAD, PUT");
  EXPECT_EQ(client.get(bed->signed_get("orig/u/none")).status, 404);
}

TEST_P(Objects, AreGoneAtOnce) {
  const auto target = bed->put_object("orig/u/1", "abc");
  Client client = connect();
  EXPECT_EQ(client.get(target).status, 200);
  EXPECT_EQ(client.get(target).body, "abc") << "from the open object";
  ASSERT_TRUE(bed->store->delete_object("orig/u/1"));
  EXPECT_EQ(client.get(target).status, 404);
  EXPECT_EQ(client.get(bed->put_object("orig/u/1", "def")).body, "def");
}

TEST_P(Objects, AreGoneAtOnceThoughASnapshotHasThem) {
  const auto target = bed->put_object("orig/u/1", "abc");
  Client client = connect();
  const TemporaryFolder snapshot;
  {
    const auto reader = bed->store->get_object("orig/u/1");
    ASSERT_TRUE(reader);
    const std::string file = "/proc/self/fd/" + std::to_string((*reader)->descriptor());
    ASSERT_EQ(::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, (snapshot.path() / "1").c_str(),
                       AT_SYMLINK_FOLLOW),
              0);
  }
  EXPECT_EQ(client.get(target).status, 200);
  EXPECT_EQ(client.get(target).body, "abc") << "from the open object";
  ASSERT_TRUE(bed->store->delete_object("orig/u/1"));
  EXPECT_EQ(client.get(target).status, 404);
}

TEST_P(Objects, OfAnotherSizeThanSignedAreRefused) {
  const std::string bytes = pattern(100'000);
  std::ignore = bed->put_object("orig/u/1", bytes);
  const auto target_for = [&](std::uint64_t size) { return target_of_size("orig/u/1", size); };
  Client client = connect();
  for (const std::uint64_t size : {0UL, 99'999UL, 100'001UL}) {
    for (const std::string range : {"", "Range: bytes=0-9\r\n"}) {
      const auto answer = client.get(target_for(size), range);
      EXPECT_EQ(answer.status, 500);
      EXPECT_TRUE(has_code(answer, "object_damaged"));
    }
    EXPECT_EQ(client.request("HEAD", target_for(size)).status, 500);
  }
  EXPECT_TRUE(client.get(target_for(bytes.size())).body == bytes);
}

TEST_P(Objects, CutOrGrownBehindOurBackAreAnswered) {
  const std::string bytes = pattern(100'000);
  std::ignore = bed->put_object("orig/u/1", bytes);
  const auto target = target_of_size("orig/u/1", bytes.size());
  Client client = connect();
  EXPECT_EQ(client.get(target).status, 200) << "and now it is an open object";
  const auto reader = bed->store->get_object("orig/u/1");
  ASSERT_TRUE(reader);
  // The same file, by way of its descriptor.
  const std::string file = "/proc/self/fd/" + std::to_string((*reader)->descriptor());
  for (const off_t size : {100, 100'001, 0}) {
    ASSERT_EQ(::truncate(file.c_str(), size), 0);
    const auto answer = client.get(target);
    EXPECT_EQ(answer.status, 500) << size;
    EXPECT_TRUE(has_code(answer, "object_damaged"));
  }
}

TEST_P(Objects, MadeForAUserDieWithTheUser) {
  const auto target_for = [&](const std::string& binding) {
    return bed->urls
        ->presign_get({.key = "orig/u/1",
                       .response_content_type = "image/png",
                       .response_content_disposition = "inline",
                       .binding = binding})
        .value()
        .substr(std::string("http://test").size());
  };
  std::ignore = bed->put_object("orig/u/1", "abc");
  const auto stranger = UserId::make(bed->clock.now()).text();
  EXPECT_EQ(connect().get(target_for(stranger + ".1")).status, 403);
}

TEST_P(Objects, ArriveInParts) {
  const std::string bytes = pattern(1500000);
  constexpr std::size_t kPartSize = 1000000;
  const auto id = bed->store->create_multipart_upload(
      {.key = "orig/u/1", .size = bytes.size(), .part_size = kPartSize});
  ASSERT_TRUE(id);
  const auto target_of = [&](int number, std::size_t size) {
    return bed->urls
        ->presign_upload_part({.key = "orig/u/1",
                               .upload_id = *id,
                               .part_number = number,
                               .content_length = size,
                               .binding = ""})
        .value()
        .substr(std::string("http://test").size());
  };
  Client client = connect();
  const std::string one = bytes.substr(0, kPartSize);
  const std::string two = bytes.substr(kPartSize);

  const auto wrong = client.request("PUT", target_of(2, two.size()), "", one);
  EXPECT_EQ(wrong.status, 400);
  EXPECT_TRUE(has_code(wrong, "size_mismatch"));
  client = connect();
  const auto mismatch =
      client.request("PUT", target_of(2, two.size()),
                     "X-Amz-Checksum-Sha256: " + std::string(43, 'A') + "=\r\n", two);
  EXPECT_EQ(mismatch.status, 422);
  EXPECT_TRUE(has_code(mismatch, "digest_mismatch"));
  EXPECT_TRUE(bed->store->list_parts("orig/u/1", *id)->empty()) << "nothing of these was kept";

  client.send("PUT " + target_of(1, one.size()) +
              " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  client.send(one);
  const auto first = client.receive();
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "");
  EXPECT_EQ(first.field("etag").front(), '"');
  EXPECT_EQ(client.request("PUT", target_of(2, two.size()), "", two).status, 200);
  ASSERT_TRUE(bed->store->complete_multipart_upload("orig/u/1", *id));
  EXPECT_TRUE(client.get(bed->signed_get("orig/u/1")).body == bytes);
  EXPECT_EQ(client.request("PUT", target_of(2, two.size()), "", two).status, 404);
}

TEST(Tls, SpeaksHttp11OverTls13) {
  TemporaryFolder folder;
  const auto files = make_certificate(folder.path(), "first");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_private_key = files.key;
  Testbed bed(options);
  Client client = bed.connect(Speak::tls);
  EXPECT_EQ(client.protocol(), "TLSv1.3 http/1.1");
  EXPECT_EQ(client.get("/livez").field("strict-transport-security"),
            "max-age=31536000; includeSubDomains");
  Client plain = bed.connect();
  plain.send("GET /livez HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n");
  const auto moved = plain.receive();
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(moved.field("location"), "https://a/livez");
  Client careless = bed.connect();
  careless.send("POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(careless.receive().status, 400);
}

TEST(Tls, AsksForItForGoodOnlyWhereToldTo) {
  TemporaryFolder folder;
  const auto files = make_certificate(folder.path(), "first");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_private_key = files.key;
  options.tls_for_good = false;
  Testbed bed(options);
  EXPECT_EQ(bed.connect(Speak::tls).get("/livez").field("strict-transport-security"), "");
}

TEST(Tls, LeavesTheBodyOutForHeadWithoutIt) {
  TemporaryFolder folder;
  const auto files = make_certificate(folder.path(), "first");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_private_key = files.key;
  Testbed bed(options);
  Client client = bed.connect();
  client.send("HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto refused = client.receive(true);
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.field("content-length"), "0");
  EXPECT_TRUE(client.is_closed_by_server()) << "and nothing follows";
}

TEST(Tls, GivesASilentClientOneTimeoutAndNoDrain) {
  TemporaryFolder folder;
  const auto files = make_certificate(folder.path(), "first");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_private_key = files.key;
  options.drain_timeout = std::chrono::minutes(5);  // The test's time limit is the judge.
  Testbed bed(options);
  Client silent = bed.connect();
  EXPECT_EQ(bed.connect(Speak::tls).get("/livez").status, 200) << "the other one is there, too";
  bed.server->stop();
  EXPECT_TRUE(silent.is_closed_by_server());
}

TEST(Tls, ReadsTheCertificateAgain) {
  TemporaryFolder folder;
  const auto files = make_certificate(folder.path(), "first");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_private_key = files.key;
  Testbed bed(options);
  Client old = bed.connect(Speak::tls);
  EXPECT_EQ(old.certificate_name(), "first");

  std::ignore = make_certificate(folder.path(), "second");
  EXPECT_EQ(bed.connect(Speak::tls).certificate_name(), "first");
  ASSERT_TRUE(bed.server->reload_certificate());
  EXPECT_EQ(bed.connect(Speak::tls).certificate_name(), "second");
  EXPECT_EQ(old.get("/livez").status, 200) << "connections that exist go on";

  std::ofstream(files.key) << "no key";
  const auto broken = bed.server->reload_certificate();
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::invalid_argument);
  EXPECT_NE(broken.error().message.find(files.key), std::string::npos);
  EXPECT_EQ(bed.connect(Speak::tls).certificate_name(), "second");
}

TEST(Start, SaysWhyItCannotListen) {
  Testbed bed;
  ServerOptions options;
  options.listen = {"127.0.0.1", bed.server->port()};
  options.metrics_listen = {"127.0.0.1", 0};
  Server second(options, *bed.services, *bed.urls, *bed.metrics);
  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ErrorCode::unavailable);
  EXPECT_NE(started.error().message.find("127.0.0.1:" + std::to_string(bed.server->port())),
            std::string::npos);
}

}  // namespace
}  // namespace audmg::server
