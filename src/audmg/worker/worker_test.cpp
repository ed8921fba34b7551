// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/worker/worker.hpp"

#include "audmg/database/file.hpp"
#include "audmg/functions/jobs/probe_message.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <new>
#include <system_error>
#include <thread>

namespace audmg::worker {
namespace {

using namespace std::chrono_literals;
using functions::Drive;
using functions::Job;

/// The id of "nobody", even where the system does not have that name.
constexpr uid_t kOtherUser = 65534;

class SilentMetrics final : public telemetry::Metrics {
 public:
  void record_invocation(const telemetry::Invocation& invocation) noexcept override {
    ++(invocation.error ? errors : successes);
  }
  void add_bytes(std::uint64_t, std::uint64_t) noexcept override {}
  void set_gauge(std::string_view, double) noexcept override {}

  std::atomic<int> successes = 0;
  std::atomic<int> errors = 0;
};

/// The behaviour of the test's function.
std::function<Result<void>(const Job&)>& behaviour() {
  static std::function<Result<void>(const Job&)> what;
  return what;
}

Result<void> handle(const Job& job) { return behaviour()(job); }

bool wait_until(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

class WorkerTest : public testing::Test {
 protected:
  void send(std::string body) {
    ASSERT_TRUE(queue->send_message({.body = std::move(body), .group_id = "g"}));
  }

  std::unique_ptr<Worker> start(std::size_t threads = 1, std::chrono::milliseconds visibility = 30s,
                                bool waits_out_shortages = false) {
    return std::make_unique<Worker>(
        functions::JobRoute{.function = "test",
                            .queue = "test",
                            .handler = functions::JobHandler{},
                            .waits_out_shortages = waits_out_shortages},
        handle, *queue, drive.services, metrics,
        WorkerOptions{.threads = threads, .visibility_timeout = visibility, .wait_time = 1s});
  }

  queue::QueueAttributes attributes() { return *queue->get_queue_attributes(); }

  Drive drive;
  SystemClock clock;
  SilentMetrics metrics;
  std::unique_ptr<queue::SqliteMessageQueue> queue =
      *queue::make_sqlite_message_queue(drive.connections(), "test", clock);
};

TEST_F(WorkerTest, DeletesWhatWasDone) {
  std::atomic<int> seen = 0;
  behaviour() = [&](const Job& job) -> Result<void> {
    EXPECT_EQ(job.receive_count, 1U);
    ++seen;
    return {};
  };
  const auto worker = start(2);
  for (int i = 0; i < 10; ++i) send(std::to_string(i));
  ASSERT_TRUE(wait_until([&] { return metrics.successes == 10; }));
  ASSERT_TRUE(wait_until([&] { return attributes().in_flight == 0; }));
  EXPECT_EQ(seen, 10);
  EXPECT_EQ(attributes().visible, 0U);
}

/// Refuses every file.
class RefusingRenderer final : public media::Renderer {
 public:
  Result<media::Rendered> render(const media::RenderRequest&, const std::stop_token&) override {
    ++calls;
    return fail(ErrorCode::invalid_argument, "not a picture");
  }
  std::atomic<int> calls = 0;
};

TEST_F(WorkerTest, UnderstandsWhatS3TellsTheQueueOfFiles) {
  RefusingRenderer renderer;
  const functions::MediaServices media{.renderer = renderer, .plan = media::default_plan()};
  drive.policies.process_media = true;
  const auto ada = drive.add_user("ada");
  ASSERT_EQ(drive.upload(ada, sample_gif()).status, 201);
  const auto created = [](const std::string& key) {
    return R"({"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put",)"
           R"("s3":{"object":{"key":")" +
           key + R"("}}}]})";
  };
  send(R"({"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"drive"})");
  send(created("logs/of/others"));
  send(created(drive.rows(ada.user).front().object_key));
  const functions::JobRoute route{
      .function = "media", .queue = "test", .handler = functions::media};
  const Worker worker(route, functions::bind_job(route, drive.services, &media).value(), *queue,
                      drive.services, metrics, {.wait_time = 1s});
  ASSERT_TRUE(wait_until([&] { return metrics.successes == 3; }));
  ASSERT_TRUE(wait_until([&] { return attributes().in_flight == 0; }));
  EXPECT_EQ(attributes().visible + attributes().delayed + attributes().dead, 0U);
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_EQ(drive.rows(ada.user).front().status, database::FileStatus::failed);
}

TEST_F(WorkerTest, IsDoneWithTheMessagesOfDoctor) {
  RefusingRenderer renderer;
  const functions::MediaServices media{.renderer = renderer, .plan = media::default_plan()};
  for (const functions::JobRoute& route : functions::job_routes()) {
    const auto call = functions::bind_job(route, drive.services, &media);
    ASSERT_TRUE(call) << route.function;
    EXPECT_TRUE((*call)({.body = functions::write_probe_message("1")})) << route.function;
  }
  EXPECT_EQ(renderer.calls, 0);
}

TEST_F(WorkerTest, AFailureWaitsItsTurnAndKeepsItsReason) {
  behaviour() = [](const Job&) { return fail(ErrorCode::unavailable, "not today"); };
  const auto worker = start();
  send("a");
  ASSERT_TRUE(wait_until([&] { return attributes().delayed == 1; }));
  const auto listed = queue->list_messages({});
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().last_error, "not today");
  EXPECT_EQ(listed->front().receive_count, 1U);
  EXPECT_EQ(metrics.errors, 1);
}

TEST_F(WorkerTest, AnExceptionIsAFailureOfThatJobOnly) {
  behaviour() = [](const Job& job) -> Result<void> {
    if (job.body == "bad") throw std::runtime_error("a bug");
    return {};
  };
  const auto worker = start();
  send("bad");
  send("good");
  ASSERT_TRUE(wait_until([&] { return metrics.successes == 1 && metrics.errors == 1; }));
}

TEST_F(WorkerTest, KeepsTheLeaseOfAJobThatTakesLong) {
  std::atomic<int> runs = 0;
  behaviour() = [&](const Job& job) -> Result<void> {
    ++runs;
    std::this_thread::sleep_for(900ms);
    EXPECT_FALSE(job.stop.stop_requested());
    return {};
  };
  const auto worker = start(2, 300ms);
  send("long");
  ASSERT_TRUE(wait_until([&] { return metrics.successes == 1; }));
  std::this_thread::sleep_for(400ms);
  EXPECT_EQ(runs, 1);
}

TEST_F(WorkerTest, StopsAJobWhoseLeaseWasTaken) {
  std::atomic<bool> stopped = false;
  behaviour() = [&](const Job& job) -> Result<void> {
    if (job.receive_count > 1) return {};
    // Somebody ends the lease behind the worker's back.
    EXPECT_TRUE(wait_until([&] { return job.stop.stop_requested(); }));
    stopped = true;
    return fail(ErrorCode::unavailable, "stopped");
  };
  const auto worker = start(1, 300ms);
  send("a");
  ASSERT_TRUE(wait_until([&] { return attributes().in_flight == 1; }));
  const auto connections = drive.connections();
  ASSERT_TRUE(connections.writer.submit([](sqlite::Connection& connection) -> Result<void> {
    return connection.execute("DELETE FROM messages");
  }));
  ASSERT_TRUE(wait_until([&] { return stopped.load(); }));
}

TEST_F(WorkerTest, GivesBackWhatItWorksOnWhenItStops) {
  std::atomic<bool> begun = false;
  behaviour() = [&](const Job& job) -> Result<void> {
    begun = true;
    EXPECT_TRUE(wait_until([&] { return job.stop.stop_requested(); }));
    return fail(ErrorCode::unavailable, "stopped");
  };
  auto worker = start();
  send("a");
  ASSERT_TRUE(wait_until([&] { return begun.load(); }));
  worker->stop();
  EXPECT_EQ(attributes().visible, 1U);
  EXPECT_EQ(attributes().in_flight, 0U);
  // Restarts are no failures: five of them must not send the message to the dead-letter queue.
  const auto listed = queue->list_messages({});
  ASSERT_TRUE(listed && listed->size() == 1);
  EXPECT_EQ(listed->front().receive_count, 0U);
  EXPECT_EQ(listed->front().last_error, "");
}

TEST_F(WorkerTest, AShortageIsNotCountedAndPausesTheWorker) {
  std::atomic<int> runs = 0;
  behaviour() = [&](const Job& job) -> Result<void> {
    EXPECT_EQ(job.receive_count, 1U);
    ++runs;
    return fail(job.body == "full" ? ErrorCode::out_of_space : ErrorCode::unavailable, "short");
  };
  const auto worker = start(1, 30s, true);
  send("full");
  send("b");
  send("c");
  ASSERT_TRUE(wait_until([&] { return attributes().delayed == 1; }));
  const auto listed = queue->list_messages({.state = queue::MessageState::delayed, .after = {}});
  ASSERT_TRUE(listed && listed->size() == 1);
  EXPECT_EQ(listed->front().receive_count, 0U);
  // The others would meet it too: no hot loop through all of them.
  std::this_thread::sleep_for(300ms);
  EXPECT_LE(runs, 2);
}

TEST_F(WorkerTest, AfterAShortageWorkGoesOn) {
  std::atomic<bool> is_short = true;
  behaviour() = [&](const Job& job) -> Result<void> {
    EXPECT_EQ(job.receive_count, 1U);
    if (is_short.exchange(false)) throw std::bad_alloc();
    return {};
  };
  const auto worker = start(1, 30s, true);
  send("a");
  ASSERT_TRUE(wait_until([&] { return metrics.successes == 1; }));
  EXPECT_EQ(metrics.errors, 1);
}

TEST_F(WorkerTest, AJobNeedsNoThreadOfItsOwn) {
  // Root has as many threads as it likes; the saved user is the way back.
  const bool is_root = ::geteuid() == 0;
  if (is_root) {
    ASSERT_EQ(::setresuid(kOtherUser, kOtherUser, 0), 0);
  }
  std::atomic<int> seen = 0;
  behaviour() = [&](const Job& job) -> Result<void> {
    EXPECT_FALSE(job.stop.stop_requested());
    ++seen;
    return {};
  };
  const auto worker = start(2);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NPROC, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NPROC, &none), 0);
  EXPECT_THROW(std::thread([] {}).join(), std::system_error) << "the limit does not hold";
  for (int i = 0; i < 5; ++i) send(std::to_string(i));
  EXPECT_TRUE(wait_until([&] { return seen == 5; }));
  EXPECT_EQ(::setrlimit(RLIMIT_NPROC, &before), 0);
  if (is_root) {
    EXPECT_EQ(::setresuid(0, 0, 0), 0);
  }
}

}  // namespace
}  // namespace audmg::worker
