// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/sha256.hpp"
#include "testbeds/filesystem_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>

namespace audmg::storage::filesystem {
namespace {

constexpr std::uint64_t kPartSize = 30'000;
constexpr int kParts = 3;

std::string body_of(int number) {
  return noise(kParts * kPartSize, static_cast<std::uint32_t>(number));
}

std::string_view part_of(std::string_view body, int part) {
  return body.substr(static_cast<std::size_t>(part - 1) * kPartSize, kPartSize);
}

/// In the child: works for ever and says on the pipe what was acknowledged, one line a time.
[[noreturn]] void work(const FilesystemObjectStoreOptions& options, int pipe, int first) {
  const auto say = [&](const std::string& line) {
    const std::string text = line + "\n";
    if (::write(pipe, text.data(), text.size()) < 0) ::_exit(3);
  };
  auto store = make_filesystem_object_store(options);
  if (!store) ::_exit(2);
  for (int number = first;; ++number) {
    const std::string key = "o/" + std::to_string(number);
    const std::string body = body_of(number);
    if (!put(**store, key, body)) ::_exit(4);
    say("put " + key + " " + std::to_string(number));
    if (number % 3 == 0) {
      say("deleting " + key + " 0");
      if (!(*store)->delete_object(key)) ::_exit(5);
      say("deleted " + key + " 0");
    }
    if (number % 3 == 1) {
      if (!(*store)->quarantine_object(key)) ::_exit(9);
      if (number % 2 == 0 && !(*store)->restore_quarantined(key)) ::_exit(10);
    }
    const std::string joined = "u/" + std::to_string(number);
    const auto id = (*store)->create_multipart_upload({joined, body.size(), kPartSize});
    if (!id) ::_exit(6);
    say("begun " + *id + " " + std::to_string(number));
    for (int part = 1; part <= kParts; ++part) {
      if (!put_part(**store, joined, *id, part, part_of(body, part))) ::_exit(7);
      say("part " + *id + " " + std::to_string(part));
    }
    say("completing " + *id + " 0");
    if (!(*store)->complete_multipart_upload(joined, *id)) ::_exit(8);
    say("completed " + *id + " 0");
  }
}

struct Upload {
  int number = 0;
  std::set<int> parts;
  bool completing = false;
  bool completed = false;
};

/// What was acknowledged, over all rounds.
struct Acknowledged {
  std::map<std::string, int> objects;
  std::set<std::string> perhaps_deleted;
  std::map<std::string, Upload> uploads;
  int last = 0;

  void read(const std::string& log) {
    std::istringstream lines(log);
    std::string line;
    while (std::getline(lines, line) && !lines.eof()) {
      std::istringstream words(line);
      std::string verb;
      std::string name;
      int number = 0;
      words >> verb >> name >> number;
      if (verb == "put") objects[name] = last = number;
      if (verb == "deleting") perhaps_deleted.insert(name);
      if (verb == "deleted") objects.erase(name);
      if (verb == "begun") uploads[name].number = number;
      if (verb == "part") uploads[name].parts.insert(number);
      if (verb == "completing") uploads[name].completing = true;
      if (verb == "completed") uploads[name].completed = true;
    }
  }

  void expect_all_in(FilesystemObjectStore& store) {
    for (const auto& [key, number] : objects) {
      auto body = get(store, key);
      if (!body && number % 3 == 1) {
        EXPECT_OK(store.restore_quarantined(key));
        body = get(store, key);
      }
      if (perhaps_deleted.contains(key) && !body) continue;
      EXPECT_TRUE(body == body_of(number)) << key;
    }
    for (auto it = uploads.begin(); it != uploads.end();) {
      const auto& [id, upload] = *it;
      const std::string key = "u/" + std::to_string(upload.number);
      const auto parts = store.list_parts(key, id);
      if (upload.completed || (upload.completing && !parts)) {
        EXPECT_TRUE(get(store, key) == body_of(upload.number)) << key;
        it = uploads.erase(it);
        continue;
      }
      ASSERT_OK(parts);
      std::set<int> arrived;
      for (const auto& part : *parts) {
        arrived.insert(part.part_number);
        EXPECT_EQ(part.etag,
                  openssl::sha256_hex(part_of(body_of(upload.number), part.part_number)));
      }
      for (const int part : upload.parts) EXPECT_TRUE(arrived.contains(part)) << id << part;
      ++it;
    }
  }
};

/// Whether the store seals its objects.
class Kill : public testing::TestWithParam<bool> {};

TEST_P(Kill, NothingAcknowledgedIsLostAndUploadsResume) {
  const TemporaryFolder folder;
  FilesystemObjectStoreOptions options{.root = folder.path() / "store"};
  if (GetParam()) {
    options.keyring = std::make_shared<const sealing::Keyring>(sealing::Keyring::make());
  }
  Acknowledged acknowledged;
  std::mt19937 random(test_seed());
  for (int round = 0; round < 25 || (acknowledged.objects.size() <= 25 && round < 300); ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      work(options, ends[1], acknowledged.last + 1);
    }
    ::close(ends[1]);
    std::string log;
    std::thread reader([&] {
      char buffer[4096];
      ssize_t count = 0;
      while ((count = ::read(ends[0], buffer, sizeof buffer)) > 0) {
        log.append(buffer, static_cast<std::size_t>(count));
      }
    });
    std::this_thread::sleep_for(std::chrono::microseconds(5'000 + random() % 60'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    reader.join();
    ::close(ends[0]);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child stopped by itself: " << WEXITSTATUS(status);
    acknowledged.read(log);
    const auto store = make_filesystem_object_store(options);
    ASSERT_OK(store);
    acknowledged.expect_all_in(**store);
    // Finish one upload that was cut short.
    if (!acknowledged.uploads.empty()) {
      const auto& [id, upload] = *acknowledged.uploads.begin();
      const std::string key = "u/" + std::to_string(upload.number);
      const std::string body = body_of(upload.number);
      for (int part = 1; part <= kParts; ++part) {
        if (upload.parts.contains(part)) continue;
        ASSERT_OK(put_part(**store, key, id, part, part_of(body, part)));
      }
      const auto info = (*store)->complete_multipart_upload(key, id);
      ASSERT_OK(info);
      EXPECT_EQ(info->sha256, openssl::sha256_hex(body));
      acknowledged.uploads.erase(acknowledged.uploads.begin());
    }
  }
  EXPECT_GT(acknowledged.objects.size(), 25U) << "too little happened to prove anything";
}

INSTANTIATE_TEST_SUITE_P(Stores, Kill, testing::Bool(), [](const auto& chosen) {
  return std::string(chosen.param ? "Sealed" : "Plain");
});

}  // namespace
}  // namespace audmg::storage::filesystem
