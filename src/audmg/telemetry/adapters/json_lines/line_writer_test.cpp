// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/line_writer.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace audmg::telemetry {
namespace {

class LineWriterTest : public testing::Test {
 protected:
  LineWriterTest() {
    std::signal(SIGPIPE, SIG_IGN);
    if (::pipe(ends_.data()) != 0) std::abort();
  }
  ~LineWriterTest() override {
    close_reader();
    ::close(ends_[1]);
  }
  void close_reader() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }
  [[nodiscard]] int writing_end() const { return ends_[1]; }
  /// Blocks until at least one byte can be read.
  [[nodiscard]] std::string read_some() const {
    std::string text(1 << 16, '\0');
    const ssize_t count = ::read(ends_[0], text.data(), text.size());
    text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return text;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST_F(LineWriterTest, WritesByItself) {
  LineWriter writer(writing_end());
  writer.append("one\n");
  EXPECT_EQ(read_some(), "one\n");  // Hangs, and so fails, when nothing is written.
}

TEST_F(LineWriterTest, WritesAtFlushAndAtItsEnd) {
  {
    LineWriter writer(writing_end());
    writer.append("one\n");
    writer.flush();
    ::fcntl(writing_end(), F_SETFL, O_NONBLOCK);
    EXPECT_EQ(read_some(), "one\n");
    writer.append("two\n");
  }
  EXPECT_EQ(read_some(), "two\n");
}

TEST_F(LineWriterTest, KeepsLinesOfManyThreadsWholeAndInOrder) {
  constexpr int kThreads = 4;
  constexpr int kLines = 2000;
  std::string text;
  std::thread reader([&] {
    std::size_t lines = 0;
    while (lines < kThreads * kLines) {
      const std::string more = read_some();
      lines += static_cast<std::size_t>(std::count(more.begin(), more.end(), '\n'));
      text += more;
    }
  });
  {
    LineWriter writer(writing_end());
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&writer, t] {
        for (int i = 0; i < kLines; ++i) {
          writer.append(std::to_string(t) + " " + std::to_string(i) + "\n");
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  reader.join();
  std::map<int, int> next;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t space = line.find(' ');
    ASSERT_NE(space, std::string::npos) << line;
    EXPECT_EQ(std::stoi(line.substr(space + 1)), next[std::stoi(line.substr(0, space))]++);
  }
  EXPECT_EQ(next.size(), std::size_t{kThreads});
}

TEST_F(LineWriterTest, DropsAndCountsWhenNobodyReads) {
  LineWriter writer(writing_end());
  const std::string line(kWriteBytes - 1, 'x');
  const std::size_t enough = 3 * kMaxWaitingBytes / kWriteBytes;
  for (std::size_t i = 0; i < enough; ++i) writer.append(line + "\n");
  EXPECT_GT(writer.take_dropped(), 0U);
  EXPECT_EQ(writer.take_dropped(), 0U);
  close_reader();  // or the writer's end would wait for it
}

TEST_F(LineWriterTest, SurvivesAReaderThatLeaves) {
  close_reader();
  LineWriter writer(writing_end());
  writer.append("nobody reads this\n");
  writer.flush();
  writer.append("nor this\n");
}

}  // namespace
}  // namespace audmg::telemetry
