// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Downloads one URL over and over on several keep-alive connections and throws the bytes away in
// the kernel, so that the server's core is the limit. usage: bench_drain HOST PORT TARGET
// CONNECTIONS SECONDS prints: {"requests":N,"bytes":N,"seconds":S}
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Totals {
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> bytes{0};
};

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

int connect_to(const char* host, int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, host, &address.sin_addr);
  const void* raw = &address;
  if (::connect(fd, static_cast<const sockaddr*>(raw), sizeof address) != 0) die("connect");
  return fd;
}

/// Reads one response; returns the size of its body.
std::uint64_t read_response(int fd) {
  std::array<char, 16 * 1024> buffer{};
  std::string head;
  std::size_t end = std::string::npos;
  while (end == std::string::npos) {
    const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (n <= 0) die("recv");
    head.append(buffer.data(), static_cast<std::size_t>(n));
    end = head.find("\r\n\r\n");
  }
  if (!head.starts_with("HTTP/1.1 200")) {
    std::fprintf(stderr, "%s\n", head.c_str());
    std::exit(1);
  }
  const std::size_t field = head.find("Content-Length: ");
  if (field == std::string::npos) die("no Content-Length");
  const std::uint64_t length = std::strtoull(head.c_str() + field + 16, nullptr, 10);
  std::uint64_t left = length - (head.size() - end - 4);
  while (left > 0) {
    const std::size_t want = left < (1U << 20) ? static_cast<std::size_t>(left) : (1U << 20);
    const ssize_t n = ::recv(fd, nullptr, want, MSG_TRUNC);
    if (n <= 0) die("recv");
    left -= static_cast<std::uint64_t>(n);
  }
  return length;
}

void drain(const char* host, int port, const std::string& request, SteadyClock::time_point until,
           Totals& totals) {
  const int fd = connect_to(host, port);
  while (SteadyClock::now() < until) {
    if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) < 0) die("send");
    totals.bytes += read_response(fd);
    ++totals.requests;
  }
  ::close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: bench_drain HOST PORT TARGET CONNECTIONS SECONDS\n");
    return 2;
  }
  const std::string request =
      std::string("GET ") + argv[3] + " HTTP/1.1\r\nHost: " + argv[1] + "\r\n\r\n";
  Totals totals;
  const auto start = SteadyClock::now();
  const auto until =
      start + std::chrono::milliseconds(static_cast<std::int64_t>(std::atof(argv[5]) * 1000));
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < std::atoi(argv[4]); ++i) {
      threads.emplace_back([&] { drain(argv[1], std::atoi(argv[2]), request, until, totals); });
    }
  }
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  std::printf("{\"requests\":%llu,\"bytes\":%llu,\"seconds\":%.4f}\n",
              static_cast<unsigned long long>(totals.requests.load()),
              static_cast<unsigned long long>(totals.bytes.load()), seconds);
}
