// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/notification/event_hub.hpp"
#include "testbeds/server_testbed.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace audmg::server {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// Tries for some seconds.
bool eventually(const std::function<bool()>& holds) {
  for (const auto end = steady_clock::now() + 8s; steady_clock::now() < end;) {
    if (holds()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return holds();
}

class EventStream : public testing::Test {
 protected:
  explicit EventStream(ServerOptions options = {}) : bed_(std::move(options)) {
    token_ = bed_.sign_up("ada");
    user_ = user_of("ada");
  }

  UserId user_of(const std::string& username) {
    return (*bed_.database->users().find_user_by_username(username))->id;
  }

  /// As a commit does it.
  void add(const UserId& owner, const std::string& type, const std::string& detail = "{}") {
    const TimePoint now = bed_.clock.now();
    ASSERT_TRUE(bed_.events.add_event(
        owner, FileId::make(now),
        {.id = EventId::make(now), .type = type, .at = now, .detail = detail}));
  }
  void add_and_notify(const UserId& owner, const std::string& type,
                      const std::string& detail = "{}") {
    add(owner, type, detail);
    bed_.services->event_hub.wake(owner);
  }

  /// A client whose stream has begun.
  Client open(const std::string& fields = "", Client::Speak speak = Client::Speak::plain) {
    Client client = bed_.connect(speak);
    client.send("GET /events HTTP/1.1\r\nHost: test\r\n" + token_ + fields + "\r\n");
    EXPECT_EQ(client.receive(true).status, 200);
    EXPECT_EQ(client.receive_until("\n\n"), "retry: 2000\n\n");
    return client;
  }

  [[nodiscard]] std::size_t streams() const { return bed_.services->event_hub.subscriptions(); }

  Testbed bed_;
  std::string token_;
  UserId user_;
};

std::string field(const std::string& event, const std::string& name) {
  const std::size_t begin = event.find(name + ": ");
  if (begin == std::string::npos) return "";
  const std::size_t value = begin + name.size() + 2;
  return event.substr(value, event.find('\n', value) - value);
}

TEST_F(EventStream, SaysWhatItIs) {
  Client client = bed_.connect();
  client.send("GET /events HTTP/1.1\r\nHost: test\r\n" + token_ + "\r\n");
  const Answer answer = client.receive(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("content-type"), "text/event-stream");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  EXPECT_EQ(answer.field("x-accel-buffering"), "no");
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_EQ(answer.field("content-length"), "");
  EXPECT_EQ(answer.field("x-request-id").size(), 32u);
}

TEST_F(EventStream, TellsTheOwnersNewEventsAtOnce) {
  add(user_, "file.uploaded", R"({"fileName":"old.mp3"})");
  Client client = open();
  std::ignore = bed_.sign_up("grace");
  const UserId other = user_of("grace");
  ASSERT_TRUE(eventually([&] { return streams() == 1; }));
  std::this_thread::sleep_for(50ms);
  const auto begin = steady_clock::now();
  add_and_notify(other, "file.ready", R"({"fileName":"secret.mp3"})");
  add_and_notify(user_, "attempt.failed");
  add_and_notify(user_, "file.ready", "{\"fileName\":\n\"a.mp3\"}");
  const std::string event = client.receive_until("\n\n");
  EXPECT_LT(steady_clock::now() - begin, 500ms) << "it waited for a tick";
  EXPECT_EQ(field(event, "id"), "4");
  EXPECT_EQ(field(event, "event"), "file.ready");
  const std::string json = field(event, "data");
  EXPECT_TRUE(json.starts_with(R"({"eventId":")")) << json;
  EXPECT_TRUE(json.ends_with(R"("detail":{"fileName": "a.mp3"}})")) << json;
  EXPECT_NE(json.find(R"("userId":")" + user_.text()), std::string::npos);
}

TEST_F(EventStream, ResumesAfterTheLastEventId) {
  for (int i = 0; i < 250; ++i) add(user_, "file.ready", fmt::format(R"({{"n":{}}})", i));
  Client client = open("Last-Event-ID: 3\r\n");
  for (int i = 3; i < 250; ++i) {
    const std::string event = client.receive_until("\n\n");
    ASSERT_EQ(field(event, "id"), std::to_string(i + 1));
  }
  add_and_notify(user_, "file.deleted");
  EXPECT_EQ(field(client.receive_until("\n\n"), "id"), "251");
}

TEST_F(EventStream, RefusesWhoMayNotListen) {
  EXPECT_EQ(bed_.connect().get("/events").status, 401);
  EXPECT_EQ(bed_.connect().get("/events", "Authorization: Bearer a.b.c\r\n").status, 401);
  EXPECT_EQ(bed_.connect().get("/events", token_ + "Last-Event-ID: nonsense\r\n").status, 400);
  EXPECT_EQ(bed_.connect().request("POST", "/events", token_).status, 405);
  bed_.event_failures.fail_always(ErrorCode::unavailable);
  EXPECT_EQ(bed_.connect().get("/events", token_).status, 503);
  bed_.event_failures.stop_failing();
  EXPECT_EQ(streams(), 0u);
}

TEST_F(EventStream, BoundsTheStreamsOfOneUser) {
  std::vector<Client> clients;
  for (std::size_t i = 0; i < notification::kMaxSubscriptionsPerUser; ++i) {
    clients.push_back(open());
  }
  const Answer refused = bed_.connect().get("/events", token_);
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(refused.body.find(R"("code":"too_many_streams")"), std::string::npos) << refused.body;
  EXPECT_EQ(refused.field("retry-after"), "5");
  EXPECT_EQ(bed_.connect().get("/me", token_).status, 200);
  clients.pop_back();
  EXPECT_TRUE(eventually([&] {
    return bed_.connect().get("/livez").status == 200 &&
           streams() < notification::kMaxSubscriptionsPerUser;
  }));
  clients.push_back(open());
}

TEST_F(EventStream, EndsSoonAfterLogOut) {
  Client client = open();
  EXPECT_EQ(bed_.connect().request("POST", "/logout", token_).status, 204);
  const auto begin = steady_clock::now();
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_LT(steady_clock::now() - begin, 2500ms);
  EXPECT_EQ(bed_.connect().get("/events", token_).status, 401);
}

TEST_F(EventStream, EndsSoonAfterTheUserIsDisabled) {
  Client client = open();
  ASSERT_TRUE(bed_.database->users().set_disabled(user_, true));
  bed_.services->credential_cache.forget_user(user_);
  const auto begin = steady_clock::now();
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_LT(steady_clock::now() - begin, 2500ms);
}

TEST_F(EventStream, StaysWhenSomebodyElseLogsOut) {
  const std::string other = bed_.sign_up("grace");
  Client client = open();
  EXPECT_EQ(bed_.connect().request("POST", "/logout", other).status, 204);
  std::this_thread::sleep_for(1500ms);
  add_and_notify(user_, "file.ready");
  EXPECT_EQ(field(client.receive_until("\n\n"), "event"), "file.ready");
}

TEST_F(EventStream, EndsWithItsToken) {
  bed_.policies.access_token_lifetime = 2s;
  token_ = bed_.sign_up("grace");
  Client client = open();
  const auto begin = steady_clock::now();
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_LT(steady_clock::now() - begin, 4500ms);
}

TEST_F(EventStream, EndsWhenTheServerDrains) {
  Client client = open();
  ASSERT_TRUE(eventually([&] { return streams() == 1; }));
  std::this_thread::sleep_for(100ms);
  const auto begin = steady_clock::now();
  bed_.server->stop();
  // The loop's next tick is a second after the start, so this was none.
  EXPECT_LT(steady_clock::now() - begin, 400ms) << "it was not told";
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST_F(EventStream, EndsWhenTheClientGoes) {
  {
    Client gone = open();
    Client reset = open();
    Client talking = open();
    EXPECT_TRUE(eventually([&] { return streams() == 3; }));
    reset.reset();
    talking.send("GET /me HTTP/1.1\r\n");
    EXPECT_TRUE(talking.is_closed_by_server());
  }
  EXPECT_TRUE(eventually([&] { return streams() == 0; }));
}

TEST_F(EventStream, EndsWhenEventsCannotBeRead) {
  Client client = open();
  ASSERT_TRUE(eventually([&] { return streams() == 1; }));
  std::this_thread::sleep_for(50ms);
  bed_.events.failures.fail_once(ErrorCode::unavailable);
  bed_.services->event_hub.wake(user_);
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_EQ(bed_.logger.records("request_failed").size(), 1u);
}

TEST_F(EventStream, EveryStreamGetsEveryEventOnceAndInOrder) {
  constexpr int kStreams = 6;
  constexpr int kEvents = 300;
  std::vector<Client> clients;
  for (int i = 0; i < kStreams; ++i) clients.push_back(open());
  {
    std::vector<std::jthread> writers;
    for (int t = 0; t < 3; ++t) {
      writers.emplace_back([&] {
        for (int i = 0; i < kEvents / 3; ++i) add_and_notify(user_, "file.ready");
      });
    }
  }
  for (Client& client : clients) {
    for (int i = 1; i <= kEvents; ++i) {
      ASSERT_EQ(field(client.receive_until("\n\n"), "id"), std::to_string(i));
    }
  }
}

TEST_F(EventStream, IsOneLineInTheLogWithoutTheToken) {
  open();
  EXPECT_TRUE(eventually([&] { return streams() == 0; }));
  bed_.server->stop();
  for (const std::string& record : bed_.logger.records("request")) {
    EXPECT_EQ(record.find(token_.substr(22, 40)), std::string::npos) << record;
  }
}

ServerOptions hurried() {
  ServerOptions options;
  options.timeouts.heartbeat = 300ms;
  options.timeouts.write = 400ms;
  return options;
}

class HurriedEventStream : public EventStream {
 protected:
  HurriedEventStream() : EventStream(hurried()) {}
};

TEST_F(HurriedEventStream, GivesSignsOfLife) {
  Client client = open();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.receive_until("\n\n"), ":\n\n");
}

TEST_F(HurriedEventStream, FindsWhatNobodyToldItOf) {
  Client client = open();
  add(user_, "file.ready");
  std::string text;
  while ((text = client.receive_until("\n\n")) == ":\n\n") {
  }
  EXPECT_EQ(field(text, "event"), "file.ready");
}

TEST_F(HurriedEventStream, ASlowReaderIsCutAndResumes) {
  constexpr int kEvents = 1500;
  const std::string padding(20'000, 'x');
  for (int i = 0; i < kEvents; ++i) add(user_, "file.ready", R"({"x":")" + padding + "\"}");
  Client slow = open("Last-Event-ID: 0\r\n");
  EXPECT_TRUE(eventually([&] { return streams() == 0; })) << "it was not cut";
  int last = 0;
  for (std::string event; !(event = slow.receive_until("\n\n")).empty();) {
    ++last;
    ASSERT_EQ(field(event, "id"), std::to_string(last));
  }
  EXPECT_GT(last, 0);
  ASSERT_LT(last, kEvents);
  Client again = open(fmt::format("Last-Event-ID: {}\r\n", last));
  for (int i = last + 1; i <= kEvents; ++i) {
    ASSERT_EQ(field(again.receive_until("\n\n"), "id"), std::to_string(i));
  }
}

TEST(EventStreamOverTls, WakesAndEndsAsWell) {
  TemporaryFolder folder;
  const CertificateFiles files = make_certificate(folder.path(), "drive.test");
  ServerOptions options;
  options.tls_certificate = files.certificate;
  options.tls_private_key = files.key;
  Testbed bed(std::move(options));
  const TimePoint now = bed.clock.now();
  const UserId user = UserId::make(now);
  const SessionId session = SessionId::make(now);
  ASSERT_TRUE(bed.database->users().create_user(
      {.id = user, .username = "ada", .email = "ada@example.com", .created_at = now}));
  ASSERT_TRUE(bed.database->sessions().create_session(
      {.id = session, .owner = user, .created_at = now, .expires_at = now + 1h}));
  const auto token = bed.services->access_tokens.issue(
      {.user = user, .session = session, .username = "ada", .expires_at = now + 1h});
  Client client = bed.connect(Client::Speak::tls);
  client.send("GET /events HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + *token + "\r\n\r\n");
  EXPECT_EQ(client.receive(true).status, 200);
  EXPECT_EQ(client.receive_until("\n\n"), "retry: 2000\n\n");
  for (int i = 1; i <= 3; ++i) {
    ASSERT_TRUE(bed.events.add_event(
        user, FileId::make(now),
        {.id = EventId::make(now), .type = "file.ready", .at = now, .detail = "{}"}));
    bed.services->event_hub.wake(user);
    EXPECT_EQ(field(client.receive_until("\n\n"), "id"), std::to_string(i));
  }
  bed.services->credential_cache.forget_session(session);
  ASSERT_TRUE(bed.database->sessions().delete_session(user, session));
  bed.services->credential_cache.forget_session(session);
  EXPECT_TRUE(client.is_closed_by_server());
}

}  // namespace
}  // namespace audmg::server
