// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace audmg {

/// State letter and parent of a process as in /proc/<pid>/stat; 0 when there is none.
struct ProcessState {
  char letter = 0;
  pid_t parent = 0;
};

inline ProcessState process_state(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  std::getline(file, text);
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  const std::string rest = text.substr(name_end + 2);
  return {rest[0], std::stoi(rest.substr(2))};
}

/// Children that run, or that ended and were not waited for.
inline std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t process = std::stoi(name);
    if (process_state(process).parent == parent) children.push_back(process);
  }
  return children;
}

inline bool is_running(pid_t process) {
  const char letter = process_state(process).letter;
  return letter != 0 && letter != 'Z' && letter != 'X';
}

inline std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                       std::filesystem::directory_iterator{});
}

/// Resident memory of this process, in KiB.
inline long resident_kib() {
  std::ifstream file("/proc/self/statm");
  long total = 0;
  long resident = 0;
  file >> total >> resident;
  constexpr long kKib = 1024;
  return resident * ::sysconf(_SC_PAGESIZE) / kKib;
}

inline bool eventually(const std::function<bool()>& condition,
                       std::chrono::seconds patience = std::chrono::seconds(10)) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

/// Exit code of a forked process that runs `body`; -1 when it was killed.
inline int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace audmg
