// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What the disk allows for durable uploads with grouped commits, without any server around it:
// each thread writes a file, fsyncs it, renames it, fsyncs the folder, and waits for a shared
// fdatasync of a log that all waiting threads have appended to.
// usage: bench_disk_limit FOLDER COUNT THREADS BYTES
// prints: {"uploads":N,"seconds":S}
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

/// A log whose appends share an fdatasync: the leader syncs for all who appended before.
class GroupedLog {
 public:
  explicit GroupedLog(const std::string& path)
      : fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    if (fd_ < 0) die("log");
  }

  void commit() {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = ++appended_;
    std::array<char, 4096> page{};
    if (::write(fd_, page.data(), page.size()) < 0) die("append");
    while (synced_ < mine) {
      if (syncing_) {
        done_.wait(lock);
        continue;
      }
      syncing_ = true;
      const std::uint64_t covered = appended_;
      lock.unlock();
      if (::fdatasync(fd_) != 0) die("fdatasync");
      lock.lock();
      synced_ = covered;
      syncing_ = false;
      done_.notify_all();
    }
  }

 private:
  int fd_;
  std::mutex mutex_;
  std::condition_variable done_;
  std::uint64_t appended_ = 0;
  std::uint64_t synced_ = 0;
  bool syncing_ = false;
};

void upload(const std::string& folder, int folder_fd, int i, const std::string& content) {
  const std::string temporary = folder + "/tmp-" + std::to_string(i);
  const std::string name = folder + "/object-" + std::to_string(i);
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) die("open");
  if (::write(fd, content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
    die("write");
  }
  if (::fsync(fd) != 0) die("fsync");
  ::close(fd);
  if (::rename(temporary.c_str(), name.c_str()) != 0) die("rename");
  if (::fsync(folder_fd) != 0) die("fsync folder");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: bench_disk_limit FOLDER COUNT THREADS BYTES\n");
    return 2;
  }
  const std::string folder = argv[1];
  const int count = std::atoi(argv[2]);
  const std::string content(std::strtoull(argv[4], nullptr, 10), 'x');
  const int folder_fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_fd < 0) die("folder");
  GroupedLog log(folder + "/log");
  std::atomic<int> next{0};
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < std::atoi(argv[3]); ++t) {
      threads.emplace_back([&] {
        for (int i = next++; i < count; i = next++) {
          upload(folder, folder_fd, i, content);
          log.commit();
        }
      });
    }
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("{\"uploads\":%d,\"seconds\":%.4f}\n", count, seconds);
}
