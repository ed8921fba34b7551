// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Uploads a file COUNT times by POST /upload on several keep-alive connections. Each upload differs
// in eight bytes at a given offset, so that none is a duplicate.
// usage: bench_upload HOST PORT TOKEN FILE COUNT CONNECTIONS OFFSET SEED
// prints: {"uploads":N,"bytes":N,"seconds":S,"p50Ms":..,"p99Ms":..}
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char* kBoundary = "bench-7f3a5e5c";

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

struct Job {
  const char* host;
  int port;
  std::string token;
  /// The beginning of the file, which is marked anew for each upload; the rest goes by sendfile.
  std::string content;
  int file;
  std::size_t size;
  std::size_t offset;
  std::uint64_t seed;
};

struct Totals {
  std::atomic<int> next{0};
  std::mutex mutex;
  std::vector<double> milliseconds;
};

int connect_to(const Job& job) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(job.port));
  ::inet_pton(AF_INET, job.host, &address.sin_addr);
  const void* raw = &address;
  if (::connect(fd, static_cast<const sockaddr*>(raw), sizeof address) != 0) die("connect");
  return fd;
}

void send_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t n = ::send(fd, data, size, MSG_NOSIGNAL);
    if (n <= 0) die("send");
    data += n;
    size -= static_cast<std::size_t>(n);
  }
}

void send_rest(int fd, const Job& job) {
  auto offset = static_cast<off_t>(job.content.size());
  while (static_cast<std::size_t>(offset) < job.size) {
    if (::sendfile(fd, job.file, &offset, job.size - static_cast<std::size_t>(offset)) <= 0) {
      die("sendfile");
    }
  }
}

void expect_created(int fd) {
  std::string answer;
  std::array<char, 8192> buffer{};
  std::size_t end = std::string::npos;
  std::size_t total = 0;
  while (end == std::string::npos || answer.size() < total) {
    const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (n <= 0) die("recv");
    answer.append(buffer.data(), static_cast<std::size_t>(n));
    if (end == std::string::npos && (end = answer.find("\r\n\r\n")) != std::string::npos) {
      const std::size_t field = answer.find("Content-Length: ");
      total = end + 4 + std::strtoull(answer.c_str() + field + 16, nullptr, 10);
    }
  }
  if (!answer.starts_with("HTTP/1.1 201")) {
    std::fprintf(stderr, "%s\n", answer.c_str());
    std::exit(1);
  }
}

void run(Job job, int count, Totals& totals) {
  const int fd = connect_to(job);
  const std::string part =
      std::string("--") + kBoundary +
      "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.wav\"\r\n"
      "Content-Type: audio/wav\r\n\r\n";
  const std::string tail = std::string("\r\n--") + kBoundary + "--\r\n";
  const std::string head =
      std::string("POST /upload HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ") + job.token +
      "\r\nContent-Type: multipart/form-data; boundary=" + kBoundary +
      "\r\nContent-Length: " + std::to_string(part.size() + job.size + tail.size()) + "\r\n\r\n" +
      part;
  for (int i = totals.next++; i < count; i = totals.next++) {
    const std::uint64_t mark = job.seed + static_cast<std::uint64_t>(i);
    std::memcpy(job.content.data() + job.offset, &mark, sizeof mark);
    const auto start = SteadyClock::now();
    send_all(fd, head.data(), head.size());
    send_all(fd, job.content.data(), job.content.size());
    send_rest(fd, job);
    send_all(fd, tail.data(), tail.size());
    expect_created(fd);
    const double ms = std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
    const std::scoped_lock lock(totals.mutex);
    totals.milliseconds.push_back(ms);
  }
  ::close(fd);
}

int open_file(const char* path) {
  const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) die(path);
  return fd;
}

std::size_t size_of(int file) {
  struct stat status{};
  if (::fstat(file, &status) != 0) die("fstat");
  return static_cast<std::size_t>(status.st_size);
}

std::string read_start(int file) {
  constexpr std::size_t kMarkedBytes = 4096;
  std::string content(std::min(kMarkedBytes, size_of(file)), '\0');
  if (::pread(file, content.data(), content.size(), 0) != static_cast<ssize_t>(content.size())) {
    die("pread");
  }
  return content;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 9) {
    std::fprintf(stderr,
                 "usage: bench_upload HOST PORT TOKEN FILE COUNT CONNECTIONS OFFSET SEED\n");
    return 2;
  }
  const int file = open_file(argv[4]);
  const Job job{argv[1],
                std::atoi(argv[2]),
                argv[3],
                read_start(file),
                file,
                size_of(file),
                std::strtoull(argv[7], nullptr, 10),
                std::strtoull(argv[8], nullptr, 10)};
  const int count = std::atoi(argv[5]);
  Totals totals;
  const auto start = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < std::atoi(argv[6]); ++i) {
      threads.emplace_back([&] { run(job, count, totals); });
    }
  }
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  std::ranges::sort(totals.milliseconds);
  const auto at = [&](double q) {
    return totals.milliseconds.at(
        static_cast<std::size_t>(q * static_cast<double>(totals.milliseconds.size() - 1)));
  };
  std::printf("{\"uploads\":%d,\"bytes\":%llu,\"seconds\":%.4f,\"p50Ms\":%.3f,\"p99Ms\":%.3f}\n",
              count,
              static_cast<unsigned long long>(job.size) * static_cast<unsigned long long>(count),
              seconds, at(0.5), at(0.99));
}
