// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/json_lines_logger.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <limits>
#include <string>

namespace audmg::telemetry {
namespace {

class ManualClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override { return now_; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  TimePoint now_{std::chrono::milliseconds{1'769'903'999'123}};
};

class JsonLinesLoggerTest : public testing::Test {
 protected:
  ~JsonLinesLoggerTest() override { ::close(file_); }
  std::unique_ptr<Logger> make(Level level = Level::info) {
    return make_json_lines_logger({.descriptor = file_, .level = level}, clock_);
  }
  [[nodiscard]] std::string text() const {
    std::string all(1 << 16, '\0');
    const ssize_t count = ::pread(file_, all.data(), all.size(), 0);
    all.resize(static_cast<std::size_t>(count));
    return all;
  }
  ManualClock clock_;

 private:
  int file_ = ::memfd_create("log", 0);
};

TEST_F(JsonLinesLoggerTest, WritesTimeLevelEventAndAttributesInOrder) {
  make()->log(Level::info, "request",
              {{"function", std::string_view("upload")},
               {"status", std::int64_t{201}},
               {"seconds", 0.25},
               {"duplicate", false}});
  EXPECT_EQ(text(), R"({"time":"2026-01-31T23:59:59.123Z","level":"info","event":"request",)"
                    R"("function":"upload","status":201,"seconds":0.25,"duplicate":false})"
                    "\n");
}

TEST_F(JsonLinesLoggerTest, FollowsTheClock) {
  const auto logger = make();
  logger->log(Level::info, "a", {});
  clock_.advance(std::chrono::milliseconds(5));
  logger->log(Level::info, "b", {});
  clock_.advance(std::chrono::milliseconds(900));
  logger->log(Level::info, "c", {});
  logger->flush();
  EXPECT_EQ(text(),
            "{\"time\":\"2026-01-31T23:59:59.123Z\",\"level\":\"info\",\"event\":\"a\"}\n"
            "{\"time\":\"2026-01-31T23:59:59.128Z\",\"level\":\"info\",\"event\":\"b\"}\n"
            "{\"time\":\"2026-02-01T00:00:00.028Z\",\"level\":\"info\",\"event\":\"c\"}\n");
}

TEST_F(JsonLinesLoggerTest, StaysOneLineWhateverTheInput) {
  make()->log(Level::warning, "upload_refused",
              {{"name", std::string_view("a\r\n{\"level\":\"error\"}\n\x1b[2J${jndi:ldap://x/}")}});
  const std::string all = text();
  EXPECT_EQ(all.find('\n'), all.size() - 1);
  EXPECT_EQ(all.find('\r'), std::string::npos);
  EXPECT_EQ(all.find('\x1b'), std::string::npos);
  EXPECT_NE(all.find(R"("a\r\n{\"level\":\"error\"}\n\u001b[2J${jndi:ldap://x/}")"),
            std::string::npos)
      << all;
}

TEST_F(JsonLinesLoggerTest, LeavesOutWhatIsBelowTheLevel) {
  const auto logger = make(Level::warning);
  logger->log(Level::debug, "a", {});
  logger->log(Level::info, "b", {});
  logger->log(Level::warning, "c", {});
  logger->log(Level::error, "d", {});
  logger->flush();
  const std::string all = text();
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 2);
  EXPECT_NE(all.find("\"level\":\"warning\",\"event\":\"c\""), std::string::npos);
  EXPECT_NE(all.find("\"level\":\"error\",\"event\":\"d\""), std::string::npos);
}

TEST_F(JsonLinesLoggerTest, WritesNumbersThatJsonCannotSayAsNull) {
  make()->log(Level::info, "n",
              {{"x", std::numeric_limits<double>::infinity()},
               {"y", std::numeric_limits<std::int64_t>::min()}});
  EXPECT_NE(text().find(R"("x":null,"y":-9223372036854775808})"), std::string::npos);
}

TEST_F(JsonLinesLoggerTest, EveryRecordHasTheContext) {
  const auto logger = make();
  logger->context()->set({{"invocationId", "a"}, {"traceId", "Root=\"1\""}});
  logger->log(Level::info, "one", {});
  logger->context()->set({});
  logger->log(Level::info, "two", {});
  logger->flush();
  EXPECT_EQ(text(), R"({"time":"2026-01-31T23:59:59.123Z","level":"info","event":"one",)"
                    R"("invocationId":"a","traceId":"Root=\"1\""})"
                    "\n"
                    R"({"time":"2026-01-31T23:59:59.123Z","level":"info","event":"two"})"
                    "\n");
}

}  // namespace
}  // namespace audmg::telemetry
