// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/http_client.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <thread>

namespace audmg::curl {
namespace {

/// A listener on loopback that serves one connection.
class OneConnection {
 public:
  using Serve = std::function<void(int connection)>;

  explicit OneConnection(Serve serve) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length), 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    if (!serve) return;
    thread_ = std::jthread([this, serve = std::move(serve)] {
      const int connection = ::accept(listener_, nullptr, nullptr);
      serve(connection);
      ::close(connection);
    });
  }
  OneConnection(const OneConnection&) = delete;
  OneConnection& operator=(const OneConnection&) = delete;
  ~OneConnection() {
    if (thread_.joinable()) thread_.join();
    close();
  }

  void close() {
    if (listener_ >= 0) ::close(listener_);
    listener_ = -1;
  }
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string url_;
  std::jthread thread_;
};

void read_some(int connection) {
  std::array<char, 4096> buffer;
  EXPECT_GT(::recv(connection, buffer.data(), buffer.size(), 0), 0);
}

Error error_of_post(const std::string& url, std::chrono::milliseconds timeout) {
  HttpClient client({.plain_allowed = true});
  const auto answer =
      client.send({.method = "POST", .url = url, .fields = {}, .body = "x", .timeout = timeout});
  EXPECT_FALSE(answer);
  return answer ? Error{} : answer.error();
}

constexpr std::chrono::seconds kLong{20};

TEST(HttpClient, ARequestThatFoundNoServerHasNotHappened) {
  OneConnection nobody(nullptr);
  nobody.close();
  const Error error = error_of_post(nobody.url(), kLong);
  EXPECT_EQ(error.code, ErrorCode::unavailable) << error.message;
  EXPECT_TRUE(error.retryable);
}

TEST(HttpClient, ARequestThatWasReadMayHaveHappened) {
  OneConnection server(&read_some);
  const Error error = error_of_post(server.url(), kLong);
  EXPECT_EQ(error.code, ErrorCode::unknown_outcome) << error.message;
  EXPECT_TRUE(error.retryable);
}

TEST(HttpClient, AnAnswerThatIsCutOffIsNoAnswer) {
  OneConnection server([](int connection) {
    read_some(connection);
    constexpr std::string_view kHalf = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
    EXPECT_GT(::send(connection, kHalf.data(), kHalf.size(), MSG_NOSIGNAL), 0);
  });
  EXPECT_EQ(error_of_post(server.url(), kLong).code, ErrorCode::unknown_outcome);
}

TEST(HttpClient, AHeadThatIsCutOffIsNoAnswer) {
  constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 0\r\n\r\n";
  for (const std::string_view method : {"HEAD", "GET", "POST"}) {
    for (std::size_t length = 0; length <= kHead.size(); ++length) {
      OneConnection server([&](int connection) {
        read_some(connection);
        if (length == 0) return;
        EXPECT_GT(::send(connection, kHead.data(), length, MSG_NOSIGNAL), 0);
      });
      HttpClient client({.plain_allowed = true});
      const auto answer = client.send(
          {.method = std::string(method), .url = server.url(), .fields = {}, .timeout = kLong});
      if (length == kHead.size()) {
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_EQ(answer->field("etag"), "\"x\"");
        continue;
      }
      ASSERT_FALSE(answer) << method << " answered with " << kHead.substr(0, length);
      EXPECT_EQ(answer.error().code, ErrorCode::unknown_outcome)
          << kHead.substr(0, length) << ": " << answer.error().message;
      EXPECT_TRUE(answer.error().retryable);
    }
  }
}

TEST(HttpClient, AfterAContinueTheRealHeadMustBeWhole) {
  OneConnection server([](int connection) {
    read_some(connection);
    constexpr std::string_view kHalf = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n";
    EXPECT_GT(::send(connection, kHalf.data(), kHalf.size(), MSG_NOSIGNAL), 0);
  });
  EXPECT_EQ(error_of_post(server.url(), kLong).code, ErrorCode::unknown_outcome);
}

TEST(HttpClient, ARequestWithoutAnAnswerInTimeMayHaveHappened) {
  OneConnection server([](int connection) {
    read_some(connection);
    std::array<char, 16> until_closed;
    EXPECT_LE(::recv(connection, until_closed.data(), until_closed.size(), 0), 0);
  });
  EXPECT_EQ(error_of_post(server.url(), std::chrono::milliseconds(200)).code,
            ErrorCode::deadline_exceeded);
}

TEST(HttpClient, ReadsAndTakesBodiesPieceByPiece) {
  OneConnection server([](int connection) {
    std::string request;
    std::array<char, 4096> buffer;
    while (!request.ends_with("0123456789")) {
      const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
      if (count <= 0) break;
      request.append(buffer.data(), static_cast<std::size_t>(count));
    }
    EXPECT_TRUE(request.starts_with("PUT / HTTP/1.1\r\n")) << request;
    EXPECT_NE(request.find("Content-Length: 10\r\n"), std::string::npos) << request;
    constexpr std::string_view kAnswer =
        "HTTP/1.1 206 Partial\r\nETag: \"x\"\r\nContent-Length: 5\r\n\r\nhello";
    EXPECT_GT(::send(connection, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL), 0);
  });
  constexpr std::string_view kBody = "0123456789";
  std::string taken;
  HttpClient client({.plain_allowed = true});
  const auto answer =
      client.send({.method = "PUT",
                   .url = server.url(),
                   .fields = {},
                   .source = BodySource{.size = kBody.size(),
                                        .read_at =
                                            [&](std::uint64_t offset, std::span<char> into) {
                                              const std::string_view rest = kBody.substr(offset, 3);
                                              return rest.copy(into.data(), into.size());
                                            }},
                   .sink = [&](const ClientAnswer& head, std::string_view piece) {
                     EXPECT_EQ(head.status, 206);
                     EXPECT_EQ(head.field("etag"), "\"x\"");
                     taken += piece;
                     return true;
                   }});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 206);
  EXPECT_TRUE(answer->body.empty());
  EXPECT_EQ(taken, "hello");
}

TEST(HttpClient, ASinkOnlyTakesWhatWasAskedFor) {
  OneConnection server([](int connection) {
    read_some(connection);
    constexpr std::string_view kAnswer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nstale";
    EXPECT_GT(::send(connection, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL), 0);
  });
  HttpClient client({.plain_allowed = true});
  const auto answer = client.send({.method = "GET",
                                   .url = server.url(),
                                   .fields = {},
                                   .sink = [](const ClientAnswer&, std::string_view) {
                                     ADD_FAILURE() << "a refusal is no content";
                                     return true;
                                   }});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "stale");
}

TEST(HttpClient, ASinkMayEndTheTransfer) {
  OneConnection server([](int connection) {
    read_some(connection);
    constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    EXPECT_GT(::send(connection, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL), 0);
  });
  HttpClient client({.plain_allowed = true});
  const auto answer =
      client.send({.method = "GET",
                   .url = server.url(),
                   .fields = {},
                   .sink = [](const ClientAnswer&, std::string_view) { return false; }});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(answer.error().retryable);
}

}  // namespace
}  // namespace audmg::curl
