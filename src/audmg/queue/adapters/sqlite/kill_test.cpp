// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// SIGKILL at random moments, also while opening, of processes that add files with their messages,
// receive, give back and delete: no message is lost, none comes from nowhere, none is stuck.
// 100 kills; AUDMG_KILLS=1000 for more.
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace audmg::queue {
namespace {

using namespace std::chrono_literals;

constexpr int kDefaultKills = 100;
/// A database is left after so many, so that checking it at each opening stays short.
constexpr int kKillsOfOneDatabase = 50;
constexpr int kLongestLifeMilliseconds = 40;
constexpr int kLongestStartMilliseconds = 60'000;
constexpr std::size_t kIdTextLength = 36;

/// What a process tells, before the id of a file whose message it is about.
enum class Note : char { sent = 's', deleting = 'd', deleted = 'x' };

/// What all processes told.
struct Told {
  std::set<std::string> sent;
  std::set<std::string> deleting;
  std::set<std::string> deleted;
};

int count_of_kills() {
  const char* setting = std::getenv("AUDMG_KILLS");
  return setting == nullptr ? kDefaultKills : std::atoi(setting);
}

std::unique_ptr<database::SqliteDatabase> open_database(const TemporaryFolder& folder) {
  auto database = database::make_sqlite_database(
      {.file = folder.path() / "audmg.db", .readers = 2, .checkpoint_frames = 32});
  return database ? *std::move(database) : nullptr;
}

/// One process of the drive, until it is killed.
class Victim {
 public:
  Victim(const TemporaryFolder& folder, const UserId& user, int notes)
      : user_(user), notes_(notes), database_(open_database(folder)) {
    if (database_ == nullptr) ::_exit(2);
    auto queue = make_sqlite_message_queue(database_->connections(), "media", clock_);
    if (!queue) ::_exit(3);
    queue_ = *std::move(queue);
  }

  [[noreturn]] void live() {
    std::vector<std::jthread> threads;
    threads.emplace_back([this] { send(); });
    threads.emplace_back([this] { send(); });
    threads.emplace_back([this] { receive(); });
    threads.emplace_back([this] { receive(); });
    threads.clear();
    ::_exit(4);
  }

 private:
  void tell(Note note, const std::string& id) const {
    const std::string line = static_cast<char>(note) + id;
    // One write of less than PIPE_BUF is never torn.
    if (::write(notes_, line.data(), line.size()) < 0) ::_exit(5);
  }

  void send() {
    for (;;) {
      const database::File file = database::make_file(user_);
      const std::string& id = file.id.text();
      const auto added = database_->files().add_file(
          {file,
           std::nullopt,
           {.messages = {{"media", id, "group " + id.substr(35), clock_.now()}}, .events = {}}});
      if (!added) ::_exit(6);
      tell(Note::sent, id);
    }
  }

  void receive() {
    for (;;) {
      const auto messages = queue_->receive_message({3, 30s, 1s}, {});
      if (!messages) ::_exit(7);
      for (const Message& message : *messages) {
        if (message.body[35] < '5') {
          const auto given_back =
              queue_->change_message_visibility(message.receipt_handle, 5ms, "once more");
          if (!given_back) ::_exit(8);
          continue;
        }
        tell(Note::deleting, message.body);
        if (!queue_->delete_message(message.receipt_handle)) ::_exit(9);
        tell(Note::deleted, message.body);
      }
    }
  }

  const UserId user_;
  const int notes_;
  const SystemClock clock_;
  std::unique_ptr<database::SqliteDatabase> database_;
  std::unique_ptr<SqliteMessageQueue> queue_;
};

void read_notes(int notes, Told& told) {
  char line[1 + kIdTextLength];
  while (::read(notes, line, sizeof line) == static_cast<ssize_t>(sizeof line)) {
    const std::string id(line + 1, kIdTextLength);
    switch (static_cast<Note>(line[0])) {
      case Note::sent:
        told.sent.insert(id);
        break;
      case Note::deleting:
        told.deleting.insert(id);
        break;
      case Note::deleted:
        told.deleted.insert(id);
        break;
    }
  }
}

void wait_for_note(int notes) {
  pollfd waiting{.fd = notes, .events = POLLIN, .revents = 0};
  ASSERT_EQ(::poll(&waiting, 1, kLongestStartMilliseconds), 1) << "it does not begin to work";
}

/// `at_work`: its life is counted from the first thing it does, not from its birth.
void live_and_be_killed(const TemporaryFolder& folder, const UserId& user, bool at_work,
                        std::chrono::microseconds life, Told& told) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::close(ends[0]);
    Victim(folder, user, ends[1]).live();
  }
  ::close(ends[1]);
  if (at_work) wait_for_note(ends[0]);
  std::this_thread::sleep_for(life);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  read_notes(ends[0], told);
  ::close(ends[0]);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
}

std::set<std::string> list_files(database::SqliteDatabase& database) {
  std::set<std::string> ids;
  database::ListAllFilesRequest request;
  for (;;) {
    const auto page = database.files().list_all_files(request);
    EXPECT_TRUE(page);
    if (!page || page->empty()) return ids;
    for (const database::File& file : *page) ids.insert(file.id.text());
    request.after_owner = page->back().owner;
    request.after_id = page->back().id;
  }
}

std::multiset<std::string> list_bodies(SqliteMessageQueue& queue) {
  std::multiset<std::string> bodies;
  ListMessagesRequest request{{}, "", 1000};
  for (;;) {
    const auto page = queue.list_messages(request);
    EXPECT_TRUE(page);
    if (!page || page->empty()) return bodies;
    for (const MessageSummary& message : *page) bodies.insert(message.body);
    request.after = page->back().message_id;
  }
}

/// Receives and deletes until nothing is left; how many there were.
std::size_t drain(SqliteMessageQueue& queue) {
  EXPECT_TRUE(queue.redrive());
  std::size_t drained = 0;
  for (;;) {
    const auto messages = queue.receive_message({10, 30s, 100ms}, {});
    EXPECT_TRUE(messages);
    if (!messages || messages->empty()) return drained;
    for (const Message& message : *messages) {
      EXPECT_TRUE(queue.delete_message(message.receipt_handle));
      ++drained;
    }
  }
}

void expect_nothing_lost(const TemporaryFolder& folder, const Told& told) {
  const auto database = open_database(folder);
  ASSERT_NE(database, nullptr);
  const SystemClock clock;
  const auto queue = make_sqlite_message_queue(database->connections(), "media", clock);
  ASSERT_TRUE(queue);
  const std::set<std::string> files = list_files(*database);
  const std::multiset<std::string> bodies = list_bodies(**queue);
  for (const std::string& id : told.sent) EXPECT_TRUE(files.contains(id)) << "file lost";
  for (const std::string& id : files) {
    EXPECT_TRUE(bodies.contains(id) || told.deleting.contains(id)) << "message lost";
  }
  for (const std::string& body : bodies) {
    EXPECT_TRUE(files.contains(body)) << "a message without its file";
    EXPECT_EQ(bodies.count(body), 1U);
    EXPECT_FALSE(told.deleted.contains(body)) << "deleted, and there again";
  }
  EXPECT_EQ(drain(**queue), bodies.size()) << "stuck";
  const auto attributes = (*queue)->get_queue_attributes();
  EXPECT_EQ(attributes->visible + attributes->in_flight + attributes->delayed + attributes->dead,
            0U);
}

TEST(QueueKillTest, NoMessageIsLostAndNoneIsStuck) {
  const int kills = count_of_kills();
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::minstd_rand random(seed);
  std::uniform_int_distribution<int> life(0, kLongestLifeMilliseconds * 1000);
  std::size_t sent = 0;
  std::size_t deleted = 0;
  for (int done = 0; done < kills;) {
    const TemporaryFolder folder;
    const database::User user = database::make_user("ada");
    ASSERT_TRUE(open_database(folder)->users().create_user(user));
    Told told;
    for (int i = 0; i < kKillsOfOneDatabase && done < kills; ++i, ++done) {
      const bool at_work = i % 4 != 0;
      live_and_be_killed(folder, user.id, at_work, std::chrono::microseconds(life(random)), told);
      if (testing::Test::HasFatalFailure()) return;
    }
    expect_nothing_lost(folder, told);
    if (testing::Test::HasFailure()) return;
    sent += told.sent.size();
    deleted += told.deleted.size();
  }
  // They were killed at work.
  EXPECT_GE(sent, static_cast<std::size_t>(kills) / 2);
  EXPECT_GE(deleted, static_cast<std::size_t>(kills) / 20);
  RecordProperty("kills", kills);
  RecordProperty("sent", static_cast<int>(sent));
  RecordProperty("deleted", static_cast<int>(deleted));
}

}  // namespace
}  // namespace audmg::queue
