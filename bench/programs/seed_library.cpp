// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Fills a user's library with rows (no objects), through the repository, while no server runs.
// usage: bench_seed_library DATA_FOLDER USERNAME COUNT
// prints: {"files":N,"seconds":S}
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

constexpr int kThreads = 64;  // as many as one grouped commit may carry well

template <class T>
T value_or_exit(audmg::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "bench_seed_library: %s\n", result.error().message.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

audmg::database::File make_file(const audmg::UserId& owner, int i) {
  const audmg::TimePoint now = audmg::SystemClock().now();
  audmg::database::File file;
  file.id = audmg::FileId::make(now);
  file.owner = owner;
  file.name = fmt::format("holiday-{:07}.jpg", i);
  file.kind = i % 4 == 0 ? audmg::database::FileKind::audio : audmg::database::FileKind::image;
  file.content_type = i % 4 == 0 ? "audio/mpeg" : "image/jpeg";
  file.size = 3'000'000;
  file.sha256 = fmt::format("{:064x}", i);
  file.status = audmg::database::FileStatus::ready;
  file.object_key = fmt::format("orig/{}/{}", owner.text(), audmg::make_uuid7(now));
  file.uploaded_at = now;
  return file;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bench_seed_library DATA_FOLDER USERNAME COUNT\n");
    return 2;
  }
  audmg::database::SqliteDatabaseOptions options;
  options.file = std::filesystem::path(argv[1]) / "audmg.db";
  const auto database = value_or_exit(audmg::database::make_sqlite_database(options));
  const auto user = value_or_exit(database->users().find_user_by_username(argv[2]));
  if (!user) {
    std::fprintf(stderr, "bench_seed_library: no user %s\n", argv[2]);
    return 1;
  }
  const int count = std::atoi(argv[3]);
  std::atomic<int> next{0};
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&] {
        for (int i = next++; i < count; i = next++) {
          value_or_exit(database->files().add_file({make_file(user->id, i), std::nullopt}));
        }
      });
    }
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"files\":%d,\"seconds\":%.2f}\n", count, seconds);
}
